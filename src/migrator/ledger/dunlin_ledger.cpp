// SPDX-License-Identifier: MIT
#include "ledger/dunlin_sql.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger_error.hpp"
#include "ledger/row_values.hpp"
#include "ledger/tools.hpp"

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dunlin::migrator {
namespace {

ledger_row read_row(const sqldb::row& from) {
    ledger_row made;
    made.version = from.text(1);
    made.rank = number_in(from, 2);
    made.description = from.text(3);
    made.kind = from.text(4);
    made.checksum = from.text(5);
    made.content_checksum = from.text(6);
    made.applied_at = time_in(from, 7);
    made.applied_by = from.text(8);
    made.duration_ms = number_in(from, 9);
    made.tool = from.text(10);
    return made;
}

step_row read_step(const sqldb::row& from) {
    step_row made;
    made.version = from.text(1);
    made.position = number_in(from, 2);
    made.statement = from.text(3);
    made.done = from.text(4) == "done";
    made.checksum = from.text(5);
    made.way = from.text(6) == "down" ? direction::down : direction::up;
    made.since = time_in(from, 7);
    made.before = from.text(8);
    return made;
}

void check_layout(std::string_view comment, const std::string& table) {
    constexpr std::string_view prefix = "dunlin ledger, layout ";
    if (!comment.starts_with(prefix)) {
        // Somebody replaced the comment: the columns tell whether the table still fits.
        return;
    }
    int found = 0;
    std::from_chars(comment.data() + prefix.size(), comment.data() + comment.size(), found);
    if (found > dunlin_sql::layout) {
        throw error(error_kind::config,
                    fmt::format("{} was made by a newer dunlin (layout {}, this one knows {})",
                                table, found, dunlin_sql::layout))
            .with_hint("use that release of dunlin here, or a newer one");
    }
}

class dunlin_ledger final : public ledger {
public:
    explicit dunlin_ledger(std::string schema)
        : schema_(std::move(schema)), table_(schema_ + ".migrations"), journal_(schema_) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "dunlin"; }
    [[nodiscard]] std::string table() const override { return table_; }

    [[nodiscard]] std::string quoted_table(const sqldb::connection& db) const override {
        return db.quote_identifier(schema_) + ".migrations";
    }

    ledger_state read(sqldb::connection& db, const source& /*files*/) override {
        // What was missing a moment ago is likely still missing, which one question tells.
        if (was_missing_ && !has_table(db)) {
            return {};
        }
        try {
            return take(db.run(text(db, dunlin_sql::read), {}));
        } catch (const sqldb::sql_error& problem) {
            if (!is_missing_object(problem)) {
                explain(db, problem);
            }
        }
        was_missing_ = !has_table(db);
        if (was_missing_) {
            return {};
        }
        try { // Another run may have made the table between the two looks.
            return take(db.run(text(db, dunlin_sql::read), {}));
        } catch (const sqldb::sql_error& problem) {
            explain(db, problem);
        }
    }

    void create(sqldb::connection& db) override {
        try {
            create_once(db);
        } catch (const sqldb::sql_error& problem) {
            if (!is_there_already(problem)) {
                throw_creation_error(problem, schema_, table_);
            }
            // A run that died was just making them; this one waited for its COMMIT.
            create_once(db);
        }
    }

    [[nodiscard]] std::string create_sql(const sqldb::connection& db) const override {
        return fmt::format("CREATE SCHEMA IF NOT EXISTS {};", db.quote_identifier(schema_)) +
               fmt::format(dunlin_sql::create_tables, db.quote_identifier(schema_),
                           dunlin_sql::layout);
    }

    std::optional<std::string> down_sql(sqldb::connection& db, std::string_view version) override {
        const auto rows =
            db.run(text(db, dunlin_sql::down_sql), sqldb::parameters{{"version", version}});
        if (rows.empty() || rows[0].is_null(0)) {
            return std::nullopt;
        }
        return std::string(rows[0].text(0));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& what) const override {
        const auto literal = [&](std::string_view value) { return db.quote_literal(value); };
        std::string sql = fmt::format(
            dunlin_sql::insert_row, db.quote_identifier(schema_), literal(what.version),
            what.guard.empty() ? std::to_string(what.rank)
                               : fmt::format("{} OPERATOR(pg_catalog.+) {}", what.rank, what.guard),
            literal(what.description), literal(what.kind), literal(what.checksum),
            literal(what.content_checksum), what.down_sql ? literal(*what.down_sql) : "NULL",
            what.kind == "repeatable" || what.replaces ? dunlin_sql::replace_repeatable : "");
        return sql + journal_.event_sql(db, "up", what.version, what.detail);
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& what) const override {
        return fmt::format(dunlin_sql::delete_row, db.quote_identifier(schema_),
                           db.quote_literal(what.version)) +
               journal_.event_sql(db, "down", what.version, what.detail);
    }

    [[nodiscard]] bool has_journal() const noexcept override { return true; }

private:
    void create_once(sqldb::connection& db) {
        try {
            std::string sql = "BEGIN;\n";
            const auto found = db.run(text(db, dunlin_sql::find_schema), {});
            if (found[0].text(0) == "f") {
                if (found[0].text(1) == "t") {
                    refuse_schema();
                }
                sql += text(db, dunlin_sql::create_schema);
            }
            sql += fmt::format(dunlin_sql::create_tables, db.quote_identifier(schema_),
                               dunlin_sql::layout);
            db.run_script(sql + "COMMIT");
        } catch (const sqldb::sql_error&) {
            if (db.in_transaction()) {
                db.run_script("ROLLBACK");
            }
            throw;
        }
    }

    /// Tables of the migrations would stand beside the ledger's, and not where those of before are.
    [[noreturn]] void refuse_schema() const {
        throw error(error_kind::config,
                    fmt::format("the ledger's schema {0} would be the own schema of the role {0}, "
                                "and in that stands whatever names no schema",
                                schema_))
            .with_hint(fmt::format("choose another schema with [ledger] schema, or once: ALTER "
                                   "ROLE {} SET search_path = public",
                                   schema_));
    }

    [[nodiscard]] std::string text(const sqldb::connection& db, const char* sql) const {
        const std::string name = db.quote_identifier(schema_);
        std::string inside_literal = name;
        for (std::size_t at = 0; (at = inside_literal.find('\'', at)) != std::string::npos;
             at += 2) {
            inside_literal.insert(at, 1, '\'');
        }
        return fmt::format(fmt::runtime(sql), name, inside_literal, db.quote_literal(schema_));
    }

    /// Another layout may lack what was asked for; that is to be said first.
    [[noreturn]] void explain(sqldb::connection& db, const sqldb::sql_error& problem) {
        if (is_missing_object(problem) || problem.kind() == error_kind::undefined_column) {
            const auto comment = sqldb::query_value<std::optional<std::string>>(
                db, text(db, dunlin_sql::find_layout));
            check_layout(comment.value_or(""), table_);
        }
        throw_ledger_error(problem, table_);
    }

    bool has_table(sqldb::connection& db) {
        return sqldb::query_value<bool>(db, text(db, dunlin_sql::find_table));
    }

    ledger_state take(const sqldb::result& rows) const {
        ledger_state state;
        state.exists = true;
        state.rows.reserve(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const sqldb::row each = rows[i];
            const std::string_view part = each.text(0);
            if (part == "row") {
                state.rows.push_back(read_row(each));
            } else if (part == "step") {
                state.steps.push_back(read_step(each));
            } else {
                check_layout(each.text(4), table_);
            }
        }
        std::sort(state.steps.begin(), state.steps.end(), [](const auto& a, const auto& b) {
            return std::tie(a.version, a.position) < std::tie(b.version, b.position);
        });
        return state;
    }

    std::string schema_;
    std::string table_;
    journal journal_;
    bool was_missing_ = false; ///< at the last look
};

} // namespace

std::string_view to_string(direction way) noexcept {
    return way == direction::up ? "up" : "down";
}

std::unique_ptr<ledger> make_dunlin_ledger(const ledger_options& how) {
    return std::make_unique<dunlin_ledger>(how.schema);
}

} // namespace dunlin::migrator
