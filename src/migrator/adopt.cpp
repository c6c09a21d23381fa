// SPDX-License-Identifier: MIT
#include "apply/orphans.hpp"
#include "apply/reconnect.hpp"
#include "ledger/adopt_sql.hpp"
#include "open_ledger.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/migrator/adopt.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// The tool of the options, or the only one that left a table.
std::string choose_tool(const adopt_options& options, sqldb::connection& db) {
    if (!options.tool.empty()) {
        return options.tool;
    }
    auto found = find_ledgers(db);
    if (std::any_of(found.begin(), found.end(),
                    [](const auto& ledger) { return !ledger.is_empty; })) {
        std::erase_if(found, [](const found_ledger& ledger) { return ledger.is_empty; });
    }
    if (found.empty()) {
        throw error(error_kind::not_found, "no other tool's tracking table is in this database")
            .with_hint(
                "name the tool with --from, and its table with --ledger-table if its name was changed");
    }
    if (found.size() > 1) {
        throw error(error_kind::usage,
                    fmt::format("this database has the histories of both {} ({}) and {} ({})",
                                found[0].tool, found[0].table, found[1].tool, found[1].table))
            .with_hint("choose one with --from TOOL");
    }
    return found.front().tool;
}

/// The files, both ledgers, and the locks when something is to be written.
class exchange {
public:
    exchange(const settings& settings, const adopt_options& options)
        : run_(settings, settings.watcher != nullptr ? *settings.watcher : no_observer_) {
        source files = read_files(settings);
        run_.db.emplace(settings.database);
        ledger_options other_options = settings.ledger;
        other_options.tool = choose_tool(options, *run_.db);
        read_as(settings, other_options.tool, files);
        other_options.table = table_for(settings, other_options.tool, files);
        run_.files = std::move(files);
        other_ = make_ledger(other_options);
        ledger_options own_options = settings.ledger;
        own_options.tool = "dunlin";
        run_.ledger = make_ledger(own_options);
        if (other_->tool() == "dunlin") {
            throw error(error_kind::usage, "the history is already in dunlin's own tables");
        }
    }

    /// Reads both ledgers. `writes`: it first acquires the locks and checks that dunlin's ledger,
    /// and with `to_other` the other one, can be trusted.
    void read(bool writes, bool to_other) {
        if (writes) {
            run_.ledger->expect_writing();
            if (to_other) {
                other_->expect_writing();
            }
            other_->read(*run_.db, run_.files); // finds the schema of its table
            if (run_.settings.permit) {
                run_.settings.permit({run_.ledger->read(*run_.db, run_.files).protected_as});
            }
            run_.locks.acquire(run_.ledger->table(), *other_, *run_.db);
            await_orphans(run_);
        }
        own_state = run_.ledger->read(*run_.db, run_.files);
        other_state = other_->read(*run_.db, run_.files);
    }

    void write(ledger& missing, bool exists, const std::string& sql) {
        if (!exists) {
            missing.create(*run_.db);
        }
        run_.db->run_script("BEGIN;" + sql + "COMMIT");
    }

    [[nodiscard]] run_context& run() { return run_; }
    [[nodiscard]] ledger& other() { return *other_; }
    [[nodiscard]] sqldb::connection& db() { return *run_.db; }
    [[nodiscard]] const migration* file_of(std::string_view version) const {
        return run_.files.find(version);
    }
    [[nodiscard]] std::string literal(std::string_view text) const {
        return run_.db->quote_literal(text);
    }
    [[nodiscard]] std::string event(std::string_view detail) const {
        return run_.events.event_sql(*run_.db, "adopt", "", detail);
    }

    ledger_state own_state;
    ledger_state other_state;

private:
    observer no_observer_;
    run_context run_;
    std::unique_ptr<ledger> other_;
};

void refuse_blocked(exchange& exchange) {
    if (!exchange.other_state.locked.empty() && !exchange.run().locks.hold_tool_row()) {
        exchange.run().watcher.on_note(exchange.other_state.locked);
    }
    if (!exchange.other_state.blocked.empty()) {
        throw error(error_kind::history, exchange.other_state.blocked)
            .with_hint(fmt::format("resolve it with {} first", exchange.other().tool()));
    }
}

void refuse_changed(const exchange& exchange) {
    std::string changed;
    for (const ledger_row& row : exchange.other_state.rows) {
        const migration* file = exchange.file_of(row.version);
        if (file != nullptr && !row.checksum.empty() && !file->has_checksum(row.checksum)) {
            changed += fmt::format("{}{} ({})", changed.empty() ? "" : ", ", row.version,
                                   file->file->name);
        }
    }
    if (!changed.empty()) {
        throw error(error_kind::history,
                    fmt::format("changed after they were applied: {}", changed))
            .with_hint("restore the files, or accept them as they are with --accept-changed");
    }
}

/// A row without a file may be of other files than those of the folder: then what the tool counts
/// as applied has never run, and nothing would tell.
void refuse_missing(exchange& exchange) {
    const source& files = exchange.run().files;
    const auto has_file = [&](const ledger_row& row) {
        const auto is_it = [&](const migration& file) {
            return compare(files.order, file.version, row.version) == 0;
        };
        return row.kind == "baseline" || files.find(row.version) != nullptr ||
               std::any_of(files.left_out.begin(), files.left_out.end(), is_it) ||
               std::any_of(files.baselines.begin(), files.baselines.end(), is_it);
    };
    std::string missing;
    for (const ledger_row& row : exchange.other_state.rows) {
        if (!has_file(row)) {
            missing += (missing.empty() ? "" : ", ") + row.version;
        }
    }
    if (!missing.empty()) {
        throw error(error_kind::history,
                    fmt::format("{} records versions without a file in the folder: {}",
                                exchange.other().table(), missing))
            .with_hint("restore the files, or name the folder that has them with --migrations; to "
                       "start without them, see `dunlin migrate baseline --help`");
    }
}

std::string adopted_row(const exchange& exchange, const run_context& run, const ledger_row& row,
                        std::int64_t rank) {
    const migration* file = exchange.file_of(row.version);
    const auto text = [&](const std::string& value) {
        return value.empty() ? std::string("NULL") : exchange.literal(value);
    };
    const bool has_down = file != nullptr && file->down;
    return fmt::format(adopt_sql::insert_row, run.db->quote_identifier(run.settings.ledger.schema),
                       exchange.literal(file != nullptr ? file->version : row.version), rank,
                       exchange.literal(file != nullptr ? file->description : row.description),
                       exchange.literal(row.kind), file != nullptr ? text(file->checksum) : "NULL",
                       file != nullptr ? text(file->content_checksum()) : "NULL",
                       has_down ? exchange.literal(recordable_down(*file)) : "NULL",
                       exchange.literal(format_utc(row.applied_at)), row.duration_ms,
                       row.applied_by.empty() ? "session_user" : exchange.literal(row.applied_by),
                       exchange.literal(row.tool));
}

std::string sentence_for(const ledger_row& row, const migration* file) {
    return fmt::format("{}: {}{}", row.version,
                       file != nullptr ? file->file->name : std::string("no file"),
                       row.kind == "baseline" ? " (baseline)"
                       : row.checksum.empty() ? ""
                                              : ", checksum verified");
}

bool has_version(version_order order, const ledger_state& state, std::string_view version) {
    return std::any_of(state.rows.begin(), state.rows.end(), [&](const ledger_row& row) {
        return compare(order, row.version, version) == 0;
    });
}

std::vector<ledger_row> sorted_by_rank(const ledger_state& state) {
    std::vector<ledger_row> rows = state.rows;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const ledger_row& a, const ledger_row& b) { return a.rank < b.rank; });
    return rows;
}

/// SQL that removes the other ledger's rows that dunlin's does not have, the newest first.
std::string remove_reverted(exchange& exchange, std::int64_t& rank, const repair_listener& report) {
    ledger& other = exchange.other();
    auto rows = sorted_by_rank(exchange.other_state);
    std::reverse(rows.begin(), rows.end());
    std::string sql;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string& version = rows[i].version;
        if (has_version(exchange.run().files.order, exchange.own_state, version)) {
            continue;
        }
        report(fmt::format("{}: removed from {}", version, other.table()));
        const std::string_view previous =
            i + 1 < rows.size() ? std::string_view(rows[i + 1].version) : "";
        sql += other.removed_sql(exchange.db(), {exchange.file_of(version), version, previous, "",
                                                 other.records_removals() ? ++rank : 0});
    }
    return sql;
}

const migration& required_file(const exchange& exchange, const ledger_row& row,
                               std::string_view tool) {
    const migration* file = exchange.file_of(row.version);
    if (file == nullptr) {
        throw error(error_kind::history,
                    fmt::format("{} is applied, but its file is missing, and {} records file names",
                                row.version, tool))
            .with_hint("restore the file");
    }
    return *file;
}

/// SQL that adds the rows of dunlin's ledger that the other one does not have.
std::string add_applied(exchange& exchange, std::int64_t& rank, const repair_listener& report) {
    ledger& other = exchange.other();
    std::string sql;
    for (const ledger_row& row : sorted_by_rank(exchange.own_state)) {
        if (has_version(exchange.run().files.order, exchange.other_state, row.version)) {
            continue;
        }
        const migration& file = required_file(exchange, row, other.tool());
        report(fmt::format("{}: added to {}", row.version, other.table()));
        applied_record record;
        record.file = &file;
        record.version = file.version;
        record.description = file.description;
        record.kind = row.kind;
        record.checksum = file.checksum;
        record.rank = ++rank;
        sql += other.applied_sql(exchange.db(), record);
    }
    return sql;
}

} // namespace

void adopt(const settings& settings, const adopt_options& options, const repair_listener& report) {
    exchange exchange(settings, options);
    exchange.read(!options.only_show, false);
    run_context& run = exchange.run();
    ledger& other = exchange.other();
    if (!exchange.other_state.exists) {
        throw error(error_kind::not_found, fmt::format("there is no table {}", other.table()));
    }
    if (!exchange.own_state.rows.empty()) {
        throw error(error_kind::history,
                    fmt::format("{} already records {} migrations", run.ledger->table(),
                                exchange.own_state.rows.size()))
            .with_hint("a history can be adopted only once, into empty tables");
    }
    refuse_blocked(exchange);
    refuse_missing(exchange);
    if (!options.accept_changed) {
        refuse_changed(exchange);
    }
    std::string sql;
    std::int64_t rank = 0;
    for (const ledger_row& row : sorted_by_rank(exchange.other_state)) {
        report(sentence_for(row, exchange.file_of(row.version)));
        sql += adopted_row(exchange, run, row, ++rank);
    }
    const std::string summary = fmt::format("{} migrations of {} adopted; {} is left unchanged",
                                            rank, other.tool(), other.table());
    report(summary);
    if (!options.only_show) {
        exchange.write(*run.ledger, exchange.own_state.exists, sql + exchange.event(summary));
    }
}

void give_back(const settings& settings, const adopt_options& options,
               const repair_listener& report) {
    if (options.tool.empty()) {
        throw error(error_kind::usage, "the tool whose table is to be written is missing")
            .with_hint("name it with --from TOOL");
    }
    exchange exchange(settings, options);
    exchange.read(!options.only_show, true);
    ledger& other = exchange.other();
    if (exchange.own_state.rows.empty()) {
        // Otherwise a history that was never adopted would look like one that was reverted whole.
        throw error(error_kind::history, fmt::format("{} records no migrations to write back",
                                                     exchange.run().ledger->table()))
            .with_hint("to adopt the other tool's history, omit --back");
    }
    refuse_blocked(exchange);
    std::int64_t rank = highest_rank(exchange.other_state);
    const std::string removed = remove_reverted(exchange, rank, report);
    const std::string added = add_applied(exchange, rank, report);
    const std::string summary = fmt::format("{} now has the same history as {}", other.table(),
                                            exchange.run().ledger->table());
    report(summary);
    if (!options.only_show) {
        exchange.write(other, exchange.other_state.exists,
                       removed + added + exchange.event(summary));
    }
}

} // namespace dunlin::migrator
