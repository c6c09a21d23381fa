// SPDX-License-Identifier: MIT
#include "bookkeeping.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

[[noreturn]] void fail_other_history(const source& files, const found_ledger& other) {
    throw error(error_kind::history,
                fmt::format("{1} keeps the history of this database in {2}, and the files are in "
                            "the format of {0}",
                            files.format, other.tool, other.table))
        .with_hint(fmt::format("take that history over with dunlin migrate adopt --from {0}, or "
                               "name the ledger that counts with --ledger {0} or --ledger dunlin",
                               other.tool));
}

void keep_other(const settings& how, sqldb::connection& db, observer* tell, opened_books& into) {
    const auto found = find_ledgers(db);
    for (const found_ledger& each : found) {
        if (!read_as(how, each.tool, into.files)) {
            continue;
        }
        ledger_options options = how.ledger;
        options.tool = each.tool;
        options.table = table_for(how, each.tool, into.files);
        if (tell != nullptr) {
            tell->on_note(
                fmt::format("the history is kept in {}, as {} keeps it", each.table, each.tool));
        }
        into.own_book = std::move(into.book);
        into.book = make_ledger(options);
        into.recorded = read_ledger(*into.book, into.own_book.get(), db, into.files);
        return;
    }
    if (!found.empty()) {
        fail_other_history(into.files, found.front());
    }
}

} // namespace

source read_files(const settings& how) {
    read_options reading = how.reading;
    reading.placeholder = how.placeholder;
    return how.embedded.empty() ? read_source(how.folder, reading)
                                : read_source(how.embedded, reading);
}

std::string table_for(const settings& how, std::string_view tool, const source& files) {
    return how.ledger.table.empty() && files.format == tool ? files.ledger_table : how.ledger.table;
}

bool read_as(const settings& how, const std::string& tool, source& files) {
    if (files.format == tool) {
        return true;
    }
    const auto& others = files.also_fits;
    if (!how.reading.format.empty() ||
        std::find(others.begin(), others.end(), tool) == others.end()) {
        return false;
    }
    settings as_that = how;
    as_that.reading.format = tool;
    files = read_files(as_that);
    return true;
}

opened_books open_books(const settings& how, source files, sqldb::connection& db, observer* tell) {
    opened_books made;
    made.files = std::move(files);
    ledger_options options = how.ledger;
    options.table = table_for(how, options.tool, made.files);
    made.book = make_ledger(options);
    if (made.book->tool() != "dunlin") {
        ledger_options own = how.ledger;
        own.tool = "dunlin";
        made.own_book = make_ledger(own);
        read_as(how, how.ledger.tool, made.files);
    }
    made.recorded = read_ledger(*made.book, made.own_book.get(), db, made.files);
    if (how.ledger.tool.empty() && made.recorded.rows.empty() && made.recorded.steps.empty()) {
        keep_other(how, db, tell, made);
    }
    return made;
}

ledger_state read_ledger(ledger& book, ledger* own_book, sqldb::connection& db,
                         const source& files) {
    ledger_state made = book.read(db, files);
    if (own_book != nullptr) {
        ledger_state own = own_book->read(db, files);
        made.steps = std::move(own.steps);
        made.protected_as = std::move(own.protected_as);
    }
    return made;
}

} // namespace dunlin::migrator
