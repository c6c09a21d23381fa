// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// diesel: diesel/src/migration/setup_migration_table.sql.
constexpr auto making = R"(
CREATE TABLE {} (
    version VARCHAR(50) PRIMARY KEY NOT NULL,
    run_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);)";
constexpr auto reading = R"(
SELECT version, pg_catalog.date_part('epoch', run_on)
  FROM {} ORDER BY version COLLATE "C")";
constexpr auto insert_row = "\nINSERT INTO {} (version) VALUES ({});";
constexpr auto delete_row = "\nDELETE FROM {} WHERE version::text OPERATOR(pg_catalog.=) {};";

/// The version of the migration that diesel itself adds.
constexpr std::string_view set_up_by_diesel = "00000000000000";

class diesel_ledger final : public plain_ledger {
public:
    explicit diesel_ledger(const ledger_options& options)
        : plain_ledger("diesel", table_or(options, "__diesel_schema_migrations"), reading, making) {
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        return fmt::format(
            insert_row, quoted_table(db),
            with_precondition(db.quote_literal(record.version), record.precondition));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), db.quote_literal(record.version));
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        auto all = plain_ledger::limits();
        all.push_back(no_lock_limit());
        return all;
    }

protected:
    void read_rows(const sqldb::result& rows, const source& files, ledger_state& into) override {
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::string_view version = rows[i].text(0);
            if (version != set_up_by_diesel || files.find(version) != nullptr) {
                into.rows.push_back(row_of(version, into));
                into.rows.back().applied_at = time_in(rows[i], 1);
            }
        }
    }

    [[nodiscard]] bool keeps_row(std::string_view version) const override {
        return version.size() <= 50;
    }
};

} // namespace

std::unique_ptr<ledger> make_diesel_ledger(const ledger_options& options) {
    return std::make_unique<diesel_ledger>(options);
}

} // namespace dunlin::migrator
