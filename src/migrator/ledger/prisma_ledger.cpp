// SPDX-License-Identifier: MIT
#include "ledger/duration_sql.hpp"
#include "ledger/tool_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/uuid.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <cmath>
#include <map>

namespace dunlin::migrator {
namespace {

// {0} is the quoted table. As Prisma's schema engine makes it.
constexpr auto create_table = R"(
CREATE TABLE {0} (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
);
)";

/// A name may have several rows: those rolled back, and the one that counts.
constexpr auto read_rows = R"(
SELECT migration_name, checksum,
       pg_catalog.date_part('epoch', started_at),
       pg_catalog.date_part('epoch', finished_at),
       logs
  FROM {0}
 WHERE rolled_back_at IS NULL
 ORDER BY started_at, finished_at, id)";

/// {1} id, {2} checksum, {3} name, {4} what is to be computed with the count of steps, {5} the
/// milliseconds that it took, {6} what the statement returns.
constexpr auto insert_row = R"(
INSERT INTO {0} (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at,
                 applied_steps_count)
VALUES ({1}, {2}, pg_catalog.clock_timestamp(), {3}, NULL, NULL,
        pg_catalog.clock_timestamp() OPERATOR(pg_catalog.-)
        pg_catalog.make_interval(secs => {5} OPERATOR(pg_catalog./) 1000.0), 1{4}){6};)";

/// As duration_of() rounds it.
constexpr auto recorded_milliseconds =
    "pg_catalog.round(pg_catalog.date_part('epoch', finished_at OPERATOR(pg_catalog.-) started_at) "
    "OPERATOR(pg_catalog.*) 1000)::bigint";

/// Rows stay: for Prisma, a migration whose rows are all rolled back is one to be applied.
constexpr auto roll_back_row = R"(
UPDATE {0} SET rolled_back_at = pg_catalog.clock_timestamp()
 WHERE migration_name::pg_catalog.text OPERATOR(pg_catalog.=) {1} AND rolled_back_at IS NULL;)";

constexpr auto move_rows = R"(
UPDATE {0} SET migration_name = {2}
 WHERE migration_name::pg_catalog.text OPERATOR(pg_catalog.=) {1};)";

constexpr std::string_view prefix = "prisma:";

std::string explain_failure(const ledger_row& row, std::string_view logs) {
    const std::string reason(trim(logs));
    return fmt::format(
        "{0} was started by Prisma at {1} and did not finish{2}; resolve it with `prisma migrate resolve --rolled-back {0}` or `prisma migrate resolve --applied {0}`",
        row.version, format_utc(std::chrono::floor<std::chrono::seconds>(row.applied_at)),
        reason.empty() ? "" : ":\n" + reason + "\n");
}

class prisma_ledger final : public tool_ledger {
public:
    explicit prisma_ledger(std::string_view table) : tool_ledger(table) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "prisma"; }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(create_table, quoted_table(db));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        refuse_repeatable(record);
        const auto known = checksum_for(*record.file, tool());
        const std::string checksum = known ? *known : sha256(record.file->file->text);
        return fmt::format(insert_row, quoted_table(db),
                           db.quote_literal(uuid::random().to_string()), db.quote_literal(checksum),
                           db.quote_literal(record.version),
                           record.precondition.empty()
                               ? ""
                               : fmt::format(" OPERATOR(pg_catalog.+) {}", record.precondition),
                           duration_sql(record.duration_before),
                           returning_duration(record.duration_before, recorded_milliseconds));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(roll_back_row, quoted_table(db), db.quote_literal(record.version));
    }

    [[nodiscard]] bool can_move() const noexcept override { return true; }
    [[nodiscard]] std::string moved_sql(const sqldb::connection& db, std::string_view version,
                                        const migration& file) const override {
        return fmt::format(move_rows, quoted_table(db), db.quote_literal(version),
                           db.quote_literal(file.version));
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        return {72707369};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "Prisma's table does not store who applied a migration",
            "Prisma's table stores no down scripts: a migration without its file cannot be reverted"};
    }

protected:
    ledger_state read_state(sqldb::connection& db, const source& /*files*/) override {
        const auto rows = db.run(fmt::format(read_rows, quoted_table(db)), {});
        ledger_state state;
        std::map<std::string, std::size_t, std::less<>> place;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row = read_row(rows[i]);
            if (rows[i].is_null(3)) {
                state.blocked = explain_failure(row, rows[i].text(4));
                continue;
            }
            const auto [known, is_new] = place.emplace(row.version, state.rows.size());
            row.rank = static_cast<std::int64_t>(known->second) + 1;
            if (is_new) {
                state.rows.push_back(std::move(row));
            } else {
                state.rows[known->second] = std::move(row);
            }
        }
        return state;
    }

private:
    static std::int64_t duration_of(const sqldb::row& from) {
        const auto begin = double_in(from, 2);
        const auto end = double_in(from, 3);
        return begin && end ? std::llround((*end - *begin) * 1000) : 0;
    }

    static ledger_row read_row(const sqldb::row& from) {
        ledger_row row;
        row.version = from.text(0);
        row.description = from.text(0);
        row.kind = "versioned";
        row.checksum = std::string(prefix) + std::string(from.text(1));
        row.applied_at = time_in(from, from.is_null(3) ? 2 : 3);
        row.duration_ms = duration_of(from);
        row.tool = "prisma";
        return row;
    }
};

} // namespace

std::unique_ptr<ledger> make_prisma_ledger(const ledger_options& options) {
    return std::make_unique<prisma_ledger>(options.table.empty() ? "_prisma_migrations"
                                                                 : options.table);
}

} // namespace dunlin::migrator
