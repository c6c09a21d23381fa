// SPDX-License-Identifier: MIT
#include "format/graphile_header.hpp"
#include "ledger/tool_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// {0} is the quoted schema, {1} the quoted table.
constexpr auto create_tables = R"(
create schema if not exists {0};
create table if not exists {1} (
  hash text primary key,
  previous_hash text references {1},
  filename text not null,
  date timestamptz not null default now()
);
create table if not exists {0}.current (
  filename text primary key default 'current.sql',
  content text not null,
  date timestamptz not null default now()
);
)";

constexpr auto read_rows = R"(
SELECT filename, hash, pg_catalog.date_part('epoch', date)
  FROM {0}
 ORDER BY filename COLLATE "C")";

/// The previous hash has an UPDATE of its own: messages mask the values beside a column of such a
/// name as secrets.
constexpr auto insert_row = R"(
INSERT INTO {0} (hash, filename) VALUES ({1}, {3});
UPDATE {0} SET previous_hash = {2} WHERE hash OPERATOR(pg_catalog.=) {1};)";

constexpr auto delete_row = R"(
DELETE FROM {0} WHERE filename OPERATOR(pg_catalog.=) {1};)";

constexpr std::string_view prefix = "graphile-migrate:";
constexpr std::string_view ending = ".sql";

class graphile_ledger final : public tool_ledger {
public:
    explicit graphile_ledger(std::string_view table) : tool_ledger(table) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "graphile-migrate"; }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(create_tables, db.quote_identifier(place().schema()), quoted_table(db));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        if (!checksum_for(*record.file, tool())) {
            throw error(
                error_kind::config,
                fmt::format(
                    "{} can store only migrations that graphile-migrate has committed, with their hashes",
                    table()))
                .with_hint("use dunlin's own ledger: --ledger dunlin");
        }
        const graphile_header header = read_graphile_header(*record.file->file);
        return fmt::format(
            insert_row, quoted_table(db), db.quote_literal(header.hash),
            header.previous.empty() ? "NULL" : db.quote_literal(header.previous),
            with_precondition(db.quote_literal(std::string(record.version) + std::string(ending)),
                              record.precondition));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db),
                           db.quote_literal(std::string(record.version) + std::string(ending)));
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        return {4727445306447283};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "graphile-migrate's table does not store who applied a migration or how long it took",
            "graphile-migrate's migrations have no down scripts"};
    }

protected:
    ledger_state read_state(sqldb::connection& db, const source& /*files*/) override {
        const auto rows = db.run(fmt::format(read_rows, quoted_table(db)), {});
        ledger_state state;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row;
            row.description = rows[i].text(0);
            row.version = row.description.ends_with(ending)
                              ? row.description.substr(0, row.description.size() - ending.size())
                              : row.description;
            row.rank = static_cast<std::int64_t>(i) + 1;
            row.kind = "versioned";
            row.checksum = std::string(prefix) + std::string(rows[i].text(1));
            row.applied_at = time_in(rows[i], 2);
            row.tool = "graphile-migrate";
            state.rows.push_back(std::move(row));
        }
        return state;
    }
};

} // namespace

std::unique_ptr<ledger> make_graphile_ledger(const ledger_options& options) {
    return std::make_unique<graphile_ledger>(options.table.empty() ? "graphile_migrate.migrations"
                                                                   : options.table);
}

} // namespace dunlin::migrator
