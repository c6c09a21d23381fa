// SPDX-License-Identifier: MIT
#include "ledger/dunlin_sql.hpp"
#include "ledger/duration_sql.hpp"
#include "ledger/journal.hpp"
#include "ledger/ledger_error.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/row_values.hpp"
#include "ledger/tools.hpp"
#include "ledger/trust.hpp"

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;

ledger_row read_row(const sqldb::row& from) {
    ledger_row row;
    row.version = from.text(1);
    row.rank = number_in(from, 2);
    row.description = from.text(3);
    row.kind = from.text(4);
    row.checksum = from.text(5);
    row.content_checksum = from.text(6);
    row.applied_at = time_in(from, 7);
    row.applied_by = from.text(8);
    row.duration_ms = number_in(from, 9);
    row.tool = from.text(10);
    return row;
}

step_row read_step(const sqldb::row& from) {
    step_row row;
    row.version = from.text(1);
    row.position = number_in(from, 2);
    row.statement = row.shown = from.text(3);
    row.done = from.text(4) == "done";
    row.checksum = from.text(5);
    row.direction = from.text(6) == "down" ? direction::down : direction::up;
    row.since = time_in(from, 7);
    row.before = from.text(8);
    return row;
}

void check_layout(std::string_view comment, const std::string& table) {
    constexpr std::string_view prefix = "dunlin ledger, layout ";
    if (!comment.starts_with(prefix)) {
        // Somebody replaced the comment: the columns show whether the table still fits.
        return;
    }
    int found = 0;
    std::from_chars(comment.data() + prefix.size(), comment.data() + comment.size(), found);
    if (found > dunlin_sql::layout) {
        throw error(
            error_kind::config,
            fmt::format("{} was created by a newer dunlin (layout {}, this one supports {})", table,
                        found, dunlin_sql::layout))
            .with_hint("use that release of dunlin or a newer one");
    }
}

/// Where the tables are, or would be.
struct place {
    bool has_table = false;
    bool has_schema = false;
    bool is_own_schema = false; ///< of the role, once somebody makes it
};

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
        // What was missing a moment ago is likely still missing, which one query shows.
        if (was_missing_ && !has_table(db)) {
            return {};
        }
        try {
            return read_tables(db);
        } catch (const sqldb::sql_error& problem) {
            if (!is_missing_object(problem)) {
                explain(db, problem);
            }
            was_missing_ = is_missing_schema(problem) || !has_table(db);
        }
        if (was_missing_) {
            return {};
        }
        try { // Another run may have created the table between the two reads.
            return read_tables(db);
        } catch (const sqldb::sql_error& problem) {
            explain(db, problem);
        }
    }

    [[nodiscard]] std::vector<std::string>
    written_tables(const sqldb::connection& db) const override {
        const std::string schema = db.quote_identifier(schema_);
        return {schema + ".migrations", schema + ".steps", schema + ".events"};
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
                                          const applied_record& record) const override {
        const auto literal = [&](std::string_view value) { return db.quote_literal(value); };
        const std::string down = record.down_sql ? literal(*record.down_sql) : "NULL";
        const std::string detail = record.detail.empty() ? "NULL" : literal(record.detail);
        if (record.prepared) {
            return fmt::format(dunlin_sql::execute_row, literal(record.version), record.rank,
                               literal(record.description), literal(record.kind),
                               literal(record.checksum), literal(record.content_checksum), down,
                               detail, record.duration_before.value_or(0ms).count());
        }
        return fmt::format(
            dunlin_sql::insert_row, db.quote_identifier(schema_), literal(record.version),
            number_with_precondition(std::to_string(record.rank), record.precondition),
            literal(record.description), literal(record.kind), literal(record.checksum),
            literal(record.content_checksum), down, detail, duration_sql(record.duration_before),
            record.kind == "repeatable" || record.replaces ? dunlin_sql::replace_repeatable : "",
            returning_duration(record.duration_before, "duration_ms"));
    }

    [[nodiscard]] std::string prepare_applied_sql(const sqldb::connection& db,
                                                  std::string_view precondition) const override {
        return fmt::format(dunlin_sql::prepare_row,
                           fmt::format(dunlin_sql::insert_row, db.quote_identifier(schema_), "$1",
                                       number_with_precondition("$2", precondition), "$3", "$4",
                                       "$5", "$6", "$7", "$8", duration_sql(std::string("$9")), "",
                                       returning_duration("duration_ms")));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return fmt::format(dunlin_sql::delete_row, db.quote_identifier(schema_),
                           db.quote_literal(record.version)) +
               journal_.event_sql(db, "down", record.version, record.detail);
    }

    [[nodiscard]] bool has_journal() const noexcept override { return true; }

private:
    /// One message: a look at the tables and, unless that ends it, what they hold.
    ledger_state read_tables(sqldb::connection& db) {
        const std::string sql = text(db, dunlin_sql::read);
        trust_check check;
        ledger_state state;
        try {
            std::size_t statement = 0;
            db.run_script(reading_check_sql(db, written_tables(db), is_for_writing()) + sql,
                          [&](const sqldb::result& rows) {
                              statement++ == 0 ? void(check = read_check(rows))
                                               : void(state = read_state(rows));
                          });
        } catch (const sqldb::sql_error& problem) {
            if (!is_stopped_by_check(problem.message())) {
                throw;
            }
            check.is_ordinary = false;
        }
        apply_check(db, check);
        return check.is_ordinary ? std::move(state) : read_state(db.run(sql, {}));
    }

    void create_once(sqldb::connection& db) {
        std::string sql;
        const place found = last_look_ ? *std::exchange(last_look_, std::nullopt) : find_place(db);
        if (found.has_table) { // made together with the others
            require_trust(db);
            return;
        }
        if (!found.has_schema) {
            if (found.is_own_schema) {
                refuse_schema();
            }
            sql += text(db, dunlin_sql::create_schema);
        }
        sql += fmt::format(dunlin_sql::create_tables, db.quote_identifier(schema_),
                           dunlin_sql::layout);
        make_tables(db, sql, "");
    }

    /// Tables of the migrations would be created beside the ledger's, and not where the earlier
    /// ones are.
    [[noreturn]] void refuse_schema() const {
        throw error(
            error_kind::config,
            fmt::format(
                "the ledger's schema {0} has the same name as the role {0}, so objects without a schema would be created in it",
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

    [[nodiscard]] place find_place(sqldb::connection& db) const {
        const auto rows = db.run(text(db, dunlin_sql::find_place), {});
        const auto is = [&](std::size_t column) { return rows[0].text(column) == "t"; };
        return {is(0), is(1), is(2)};
    }

    bool has_table(sqldb::connection& db) {
        last_look_ = find_place(db);
        return last_look_->has_table;
    }

    ledger_state read_state(const sqldb::result& rows) const {
        ledger_state state;
        state.exists = true;
        state.rows.reserve(rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const sqldb::row row = rows[i];
            const std::string_view part = row.text(0);
            if (part == "row") {
                state.rows.push_back(read_row(row));
            } else if (part == "step") {
                state.steps.push_back(read_step(row));
            } else if (part == "protect") {
                state.protected_as = row.text(3);
            } else {
                check_layout(row.text(4), table_);
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
    bool was_missing_ = false;       ///< when it was read last
    std::optional<place> last_look_; ///< until the tables are created there
};

} // namespace

std::string_view to_string(direction direction) noexcept {
    return direction == direction::up ? "up" : "down";
}

std::unique_ptr<ledger> make_dunlin_ledger(const ledger_options& options) {
    return std::make_unique<dunlin_ledger>(options.schema);
}

} // namespace dunlin::migrator
