// SPDX-License-Identifier: MIT
#include "ledger/duration_sql.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/migrator/version.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace dunlin::migrator {
namespace {

// darwin: dialects/postgres/postgres.go.
constexpr auto making = R"(
CREATE TABLE {} (
    id SERIAL NOT NULL,
    version REAL NOT NULL,
    description CHARACTER VARYING (255) NOT NULL,
    checksum CHARACTER VARYING (32) NOT NULL,
    applied_at INTEGER NOT NULL,
    execution_time REAL NOT NULL,
    UNIQUE (version),
    PRIMARY KEY (id)
);)";

constexpr auto reading = R"(
SELECT version::text, description, checksum, applied_at, execution_time / 1000000
  FROM {} ORDER BY version)";

/// {4} the milliseconds that it took, {5} what the statement returns.
constexpr auto insert_row = R"(
INSERT INTO {0} (version, description, checksum, applied_at, execution_time)
VALUES ({1}, {2}, '{3}', pg_catalog.floor(pg_catalog.date_part('epoch', pg_catalog.now()))::int4,
        {4} OPERATOR(pg_catalog.*) 1000000){5};)";

/// As `reading` and its reader round it.
constexpr auto recorded_milliseconds =
    "pg_catalog.round(execution_time::float8 OPERATOR(pg_catalog./) 1000000)::bigint";

constexpr auto delete_row =
    "\nDELETE FROM {} WHERE version OPERATOR(pg_catalog.=) {}::pg_catalog.float4;";

float as_kept(std::string_view version) {
    return std::strtof(std::string(version).c_str(), nullptr);
}

/// How a file spells a version; in the table 1.10 and 1.1 are one.
std::string version_in(const source& files, std::string_view kept) {
    for (const migration& migration : files.versioned) {
        if (as_kept(migration.version) == as_kept(kept)) {
            return migration.version;
        }
    }
    return std::string(kept);
}

class darwin_ledger final : public plain_ledger {
public:
    explicit darwin_ledger(const ledger_options& options)
        : plain_ledger("darwin", table_or(options, "darwin_migrations"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        // A file of another format has none: then what darwin would compute.
        const auto known = checksum_for(*record.file, tool());
        return fmt::format(insert_row, quoted_table(db),
                           number_with_precondition(record.version, record.precondition),
                           db.quote_literal(record.description),
                           known ? *known : md5(trim(record.file->up_text())),
                           duration_sql(record.duration_before),
                           returning_duration(record.duration_before, recorded_milliseconds));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), record.version);
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            fmt::format("{} stores versions as floating-point numbers of seven digits", table()),
            no_lock_limit()};
    }

protected:
    void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) override {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row = row_of(version_in(files, rows[i].text(0)), into);
            row.description = rows[i].text(1);
            row.checksum = fmt::format("darwin:{}", rows[i].text(2));
            row.applied_at = time_in(rows[i], 3);
            row.duration_ms = rounded_in(rows[i], 4);
            into.rows.push_back(std::move(row));
        }
    }

    /// A number with at most one dot, whose digits a float4 can hold.
    [[nodiscard]] bool keeps_row(std::string_view version) const override {
        constexpr std::ptrdiff_t most = 7;
        const auto dots = std::count(version.begin(), version.end(), '.');
        const auto leading = std::min(version.find_first_not_of("0."), version.size());
        const auto zeros = std::count(version.begin(),
                                      version.begin() + static_cast<std::ptrdiff_t>(leading), '0');
        return is_version(version) && dots <= 1 &&
               static_cast<std::ptrdiff_t>(version.size()) - dots - zeros <= most;
    }
};

} // namespace

std::unique_ptr<ledger> make_darwin_ledger(const ledger_options& options) {
    return std::make_unique<darwin_ledger>(options);
}

} // namespace dunlin::migrator
