// SPDX-License-Identifier: MIT
#include "ledger/tool_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

#include <set>

namespace dunlin::migrator {
namespace {

// {0} is the quoted table.
constexpr auto create_table = R"(
CREATE TABLE {0} (id SERIAL PRIMARY KEY, name varchar(255) NOT NULL, run_on timestamp NOT NULL);
)";

/// run_on has no time zone: it is that of a session which asked for none. Sessions here have UTC,
/// so that what holds for others must be looked up; initdb sets log_timezone to the same.
constexpr auto time_zone = R"(coalesce(
    (SELECT pg_catalog.substr(setting, 10)
       FROM pg_catalog.pg_db_role_setting AS s, pg_catalog.unnest(s.setconfig) AS setting
      WHERE pg_catalog.lower(setting) OPERATOR(pg_catalog.~~) 'timezone=%'
        AND s.setrole OPERATOR(pg_catalog.=) ANY (ARRAY[0::oid,
            (SELECT oid FROM pg_catalog.pg_roles WHERE rolname OPERATOR(pg_catalog.=) session_user)])
        AND s.setdatabase OPERATOR(pg_catalog.=) ANY (ARRAY[0::oid,
            (SELECT oid FROM pg_catalog.pg_database
              WHERE datname OPERATOR(pg_catalog.=) pg_catalog.current_database())])
      ORDER BY s.setrole OPERATOR(pg_catalog.<>) 0::oid DESC,
               s.setdatabase OPERATOR(pg_catalog.<>) 0::oid DESC
      LIMIT 1), pg_catalog.current_setting('log_timezone')))";

/// Within one transaction, which is the rule there, run_on is the same for all. {1} is the time
/// zone, in which PostgreSQL's first and last timestamps cannot be expressed.
constexpr auto read_rows = R"(
SELECT name, CASE WHEN run_on OPERATOR(pg_catalog.>) '0001-01-02'::pg_catalog.timestamp
                   AND run_on OPERATOR(pg_catalog.<) '9999-12-31'::pg_catalog.timestamp
                  THEN pg_catalog.date_part('epoch', run_on AT TIME ZONE {1}) END
  FROM {0}
 ORDER BY run_on, id)";

/// {2} is the time zone. The order of rows is that of run_on, so that none may go below another.
constexpr auto insert_row = R"(
INSERT INTO {0} (name, run_on)
VALUES ({1}, (SELECT GREATEST(pg_catalog.max(run_on), pg_catalog.now() AT TIME ZONE {2})
                FROM {0}));)";

constexpr auto delete_row = R"(
DELETE FROM {0} WHERE name::pg_catalog.text OPERATOR(pg_catalog.=) {1};)";

class node_pg_migrate_ledger final : public tool_ledger {
public:
    explicit node_pg_migrate_ledger(std::string_view table) : tool_ledger(table) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "node-pg-migrate"; }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(create_table, quoted_table(db));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        refuse_repeatable(record);
        return fmt::format(insert_row, quoted_table(db),
                           with_precondition(db.quote_literal(record.version), record.precondition),
                           time_zone);
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), db.quote_literal(record.version));
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        return {7241865325823964};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "node-pg-migrate's table has no checksums, so changed files are not detected",
            "node-pg-migrate's table does not store who applied a migration, how long it took, or down scripts"};
    }

protected:
    ledger_state read_state(sqldb::connection& db, const source& /*files*/) override {
        const auto rows = db.run(fmt::format(read_rows, quoted_table(db), time_zone), {});
        ledger_state state;
        std::set<std::string, std::less<>> known; // the table allows a name twice
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row;
            row.version = rows[i].text(0);
            row.description = row.version;
            row.rank = static_cast<std::int64_t>(i) + 1;
            row.kind = "versioned";
            row.applied_at = time_in(rows[i], 1);
            row.tool = "node-pg-migrate";
            if (known.insert(row.version).second) {
                state.rows.push_back(std::move(row));
            }
        }
        return state;
    }
};

} // namespace

std::unique_ptr<ledger> make_node_pg_migrate_ledger(const ledger_options& options) {
    return std::make_unique<node_pg_migrate_ledger>(options.table.empty() ? "public.pgmigrations"
                                                                          : options.table);
}

} // namespace dunlin::migrator
