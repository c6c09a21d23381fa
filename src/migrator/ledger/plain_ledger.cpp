// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <charconv>

namespace dunlin::migrator {

std::string plain_ledger::with_table(const sqldb::connection& db, const char* sql) const {
    return fmt::format(fmt::runtime(sql), quoted_table(db));
}

std::string plain_ledger::tables_sql(const sqldb::connection& db) const {
    return with_table(db, making_);
}

std::vector<std::string> plain_ledger::limits() const {
    return {fmt::format("{} stores no checksums, so files changed after they ran are not detected",
                        table())};
}

/// All versions, before anything runs: a table that cannot hold the last of them would be found
/// out in the middle.
void plain_ledger::require_room(const source& files) const {
    const auto refuse = [&](const migration& migration, std::string_view subject) {
        throw error(error_kind::config, fmt::format("{}, the table of {}, cannot store {} {}",
                                                    table(), tool_, subject, migration.version))
            .with_hint("use dunlin's own tables: --ledger dunlin")
            .at(migration.where(migration.up.begin));
    };
    for (const migration& migration : files.versioned) {
        if (!keeps_row(migration.version)) {
            refuse(migration, "the version");
        }
    }
    if (!files.repeatable.empty()) {
        refuse(files.repeatable.front(), "the repeatable migration");
    }
}

ledger_state plain_ledger::read(sqldb::connection& db, const source& files) {
    require_room(files);
    return tool_ledger::read(db, files);
}

ledger_state plain_ledger::read_state(sqldb::connection& db, const source& files) {
    ledger_state state;
    read_rows(db.run(with_table(db, reading_), {}), files, state);
    return state;
}

bool plain_ledger::keeps_row(std::string_view version) const {
    return is_whole_number(version);
}

ledger_row plain_ledger::row_of(std::string_view version, const ledger_state& known) const {
    ledger_row row;
    row.version = version;
    row.rank = static_cast<std::int64_t>(known.rows.size()) + 1;
    row.kind = "versioned";
    row.tool = tool_;
    return row;
}

void plain_ledger::add_up_to(std::string_view current, const source& files,
                             ledger_state& into) const {
    bool has_file = false;
    for (const migration& migration : files.versioned) {
        const auto place = compare(version_order::numeric, migration.version, current);
        if (place <= 0) {
            into.rows.push_back(row_of(migration.version, into));
        }
        has_file |= place == 0;
    }
    if (!has_file && is_whole_number(current)) {
        into.rows.push_back(row_of(current, into));
    }
}

std::string plain_ledger::current_alone() const {
    return fmt::format(
        "{} stores only the current version: all versions up to it count as applied, without a time or a role",
        table());
}

bool is_whole_number(std::string_view version) {
    std::int64_t value = 0;
    const auto* end = version.data() + version.size();
    const auto parsed = std::from_chars(version.data(), end, value);
    return parsed.ec == std::errc() && parsed.ptr == end && value >= 0;
}

std::string number_with_precondition(std::string_view number, std::string_view precondition) {
    return precondition.empty() ? std::string(number)
                                : fmt::format("{} OPERATOR(pg_catalog.+) {}", number, precondition);
}

} // namespace dunlin::migrator
