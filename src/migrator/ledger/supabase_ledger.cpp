// SPDX-License-Identifier: MIT
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// supabase/cli: pkg/migration/history.go. The hosted service adds columns of its own.
constexpr auto making = R"(
CREATE TABLE {0} (version text NOT NULL PRIMARY KEY, statements text[], name text);)";
constexpr auto make_schema = "CREATE SCHEMA IF NOT EXISTS {};";
/// Early releases made the table without the two other columns.
constexpr auto add_columns = R"(
ALTER TABLE {0} ADD COLUMN IF NOT EXISTS statements text[], ADD COLUMN IF NOT EXISTS name text;)";
/// A column that the table lacks is that of `absent`, whose types are others.
constexpr auto reading = R"(
SELECT recorded.version, recorded.name, recorded.has_all_columns
  FROM (SELECT NULL::varchar AS name, NULL::varchar[] AS statements) AS absent
 CROSS JOIN LATERAL (
       SELECT version, name::text AS name,
              pg_catalog.pg_typeof(name) OPERATOR(pg_catalog.=) 'text'::pg_catalog.regtype
              AND pg_catalog.pg_typeof(statements) OPERATOR(pg_catalog.=)
                  'text[]'::pg_catalog.regtype AS has_all_columns
         FROM {}) AS recorded
 ORDER BY recorded.version COLLATE "C")";
constexpr auto insert_row = "\nINSERT INTO {} (version, name, statements) VALUES ({}, {}, {});";
constexpr auto delete_row = "\nDELETE FROM {} WHERE version OPERATOR(pg_catalog.=) {};";

/// The script as the tool keeps it: what stands between two semicolons, comments included.
std::vector<std::string_view> parts_of(std::string_view script) {
    std::vector<std::string_view> parts;
    const auto add = [&](std::size_t begin, std::size_t end) {
        std::string_view part = trim_white_space(script.substr(begin, end - begin));
        while (part.starts_with(';')) {
            part = trim_white_space(part.substr(1));
        }
        if (!part.empty()) {
            parts.push_back(part);
        }
    };
    std::size_t begin = 0;
    for (const sqltext::statement& statement : sqltext::split(script)) {
        add(begin, statement.end);
        begin = statement.end;
    }
    add(begin, script.size());
    return parts;
}

class supabase_ledger final : public plain_ledger {
public:
    explicit supabase_ledger(const ledger_options& options)
        : plain_ledger("supabase", table_or(options, "supabase_migrations.schema_migrations"),
                       reading, making) {}

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(make_schema, db.quote_identifier(place().schema())) +
               plain_ledger::tables_sql(db);
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        const auto name = record.file->tool_values.find("name");
        const std::string_view shown = name == record.file->tool_values.end()
                                           ? record.description
                                           : std::string_view(name->second);
        return (has_all_columns_ ? "" : with_table(db, add_columns)) +
               fmt::format(insert_row, quoted_table(db),
                           with_precondition(db.quote_literal(record.version), record.precondition),
                           db.quote_literal(shown), statements_sql(db, *record.file));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(delete_row, quoted_table(db), db.quote_literal(record.version));
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        auto all = plain_ledger::limits();
        all.push_back(fmt::format(
            "{} stores only versions, names and statements, not when or by whom they were applied",
            table()));
        all.push_back(no_lock_limit());
        return all;
    }

protected:
    void read_rows(const sqldb::result& rows, const source& /*files*/,
                   ledger_state& into) override {
        has_all_columns_ = true;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row = row_of(rows[i].text(0), into);
            row.description = rows[i].text(1);
            has_all_columns_ &= rows[i].text(2) == "t";
            into.rows.push_back(std::move(row));
        }
    }

    [[nodiscard]] bool keeps_row(std::string_view /*version*/) const override { return true; }

private:
    static std::string statements_sql(const sqldb::connection& db, const migration& file) {
        const std::string text = file.edited_text(file.up);
        std::string array;
        for (const std::string_view part : parts_of(without_bom(text))) {
            array += (array.empty() ? "" : ", ") + db.quote_literal(part);
        }
        return "ARRAY[" + array + "]::text[]";
    }

    bool has_all_columns_ = true;
};

} // namespace

std::unique_ptr<ledger> make_supabase_ledger(const ledger_options& options) {
    return std::make_unique<supabase_ledger>(options);
}

} // namespace dunlin::migrator
