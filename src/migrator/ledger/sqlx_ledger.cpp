// SPDX-License-Identifier: MIT
#include "ledger/duration_sql.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// sqlx: sqlx-postgres/src/migrate.rs.
constexpr auto making = R"(
CREATE TABLE {} (
    version BIGINT PRIMARY KEY,
    description TEXT NOT NULL,
    installed_on TIMESTAMPTZ NOT NULL DEFAULT now(),
    success BOOLEAN NOT NULL,
    checksum BYTEA NOT NULL,
    execution_time BIGINT NOT NULL
);)";

constexpr auto reading = R"(
SELECT version, description, pg_catalog.encode(checksum, 'hex'),
       pg_catalog.date_part('epoch', installed_on),
       execution_time / 1000000, success
  FROM {} ORDER BY version)";

/// {4} the milliseconds that it took, {5} what the statement returns.
constexpr auto insert_row = R"(
INSERT INTO {0} (version, description, success, checksum, execution_time)
VALUES ({1}, {2}, TRUE, pg_catalog.decode('{3}', 'hex'), {4} OPERATOR(pg_catalog.*) 1000000){5};)";

constexpr auto delete_row = "\nDELETE FROM {} WHERE version OPERATOR(pg_catalog.=) {};";

constexpr auto move_row = "UPDATE {} SET version = {}, description = {} WHERE version "
                          "OPERATOR(pg_catalog.=) {};";

class sqlx_ledger final : public plain_ledger {
public:
    explicit sqlx_ledger(const ledger_options& options)
        : plain_ledger("sqlx", table_or(options, "_sqlx_migrations"), reading, making) {}

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        // A file of another format has none: then what sqlx would compute.
        const auto known = checksum_for(*record.file, tool());
        return fmt::format(insert_row, quoted_table(db),
                           number_with_precondition(record.version, record.precondition),
                           db.quote_literal(record.description),
                           known ? *known : sha384(record.file->up_text()),
                           duration_sql(record.duration_before),
                           returning_duration(record.duration_before,
                                              "execution_time OPERATOR(pg_catalog./) 1000000"));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), record.version);
    }

    [[nodiscard]] bool can_move() const noexcept override { return true; }
    [[nodiscard]] std::string moved_sql(const sqldb::connection& db, std::string_view version,
                                        const migration& file) const override {
        return fmt::format(move_row, quoted_table(db), file.version,
                           db.quote_literal(file.description), version);
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& db) const override {
        return {std::int64_t{0x3d32ad9e} * crc32(database_of(db))};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "sqlx's library waits while dunlin runs, but its command acquires no lock: do not run it at the same time"};
    }

protected:
    void read_rows(const sqldb::result& rows, const source& /*files*/,
                   ledger_state& into) override {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row = row_of(rows[i].text(0), into);
            row.description = rows[i].text(1);
            row.checksum = fmt::format("sqlx:{}", rows[i].text(2));
            row.applied_at = time_in(rows[i], 3);
            row.duration_ms = std::max<std::int64_t>(number_in(rows[i], 4), 0);
            if (rows[i].text(5) == "f") {
                into.blocked = fmt::format(
                    "version {} is marked as failed in {}. Finish or undo it by hand, then set success to true or delete the row",
                    row.version, table());
            }
            into.rows.push_back(std::move(row));
        }
    }
};

} // namespace

std::unique_ptr<ledger> make_sqlx_ledger(const ledger_options& options) {
    return std::make_unique<sqlx_ledger>(options);
}

} // namespace dunlin::migrator
