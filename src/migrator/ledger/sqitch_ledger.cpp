// SPDX-License-Identifier: MIT
#include "format/sqitch/plan.hpp"
#include "ledger/sqitch_sql.hpp"
#include "ledger/tool_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>

#include <cstdlib>

namespace dunlin::migrator {
namespace {

constexpr std::string_view prefix = "sqitch:";
constexpr double known_release = 1.1;

const sqitch_change* change_of(const migration* file) {
    return file == nullptr ? nullptr : dynamic_cast<const sqitch_change*>(file->details.get());
}

class sqitch_ledger final : public tool_ledger {
public:
    explicit sqitch_ledger(std::string_view table) : tool_ledger(table) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "sqitch"; }

    ledger_state read(sqldb::connection& db, const source& files) override {
        const sqitch_change* first =
            files.versioned.empty() ? nullptr : change_of(&files.versioned.front());
        if (first == nullptr) {
            throw error(
                error_kind::config,
                "sqitch's registry stores the changes of a sqitch.plan, and these files have none")
                .with_hint("use dunlin's own ledger: --ledger dunlin");
        }
        project_ = first->project;
        return tool_ledger::read(db, files);
    }

    [[nodiscard]] std::vector<std::string>
    written_tables(const sqldb::connection& db) const override {
        std::vector<std::string> tables;
        for (const char* name : sqitch_sql::written_tables) {
            tables.push_back(text(db, "{0}.") + name);
        }
        return tables;
    }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return text(db, sqitch_sql::create_registry);
    }

    [[nodiscard]] std::string rows_sql(const sqldb::connection& db) const override {
        return text(db, sqitch_sql::insert_release, committer_name(db), committer_email(db));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        const sqitch_change* change = change_of(record.file);
        if (change == nullptr) {
            throw error(error_kind::config,
                        fmt::format("{} is not a change of a sqitch.plan", record.version));
        }
        std::string sql = register_sql(db);
        if (change->parent) { // tags that were planned since it was deployed
            sql += tags_sql(db, *change->parent);
        }
        sql += change_sql(db, *change, record.precondition);
        for (const sqitch_dependency& dependency : change->dependencies) {
            sql += dependency_sql(db, *change, dependency);
        }
        sql += tags_sql(db, *change);
        return sql + event_sql(db, change->id, "deploy");
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        return event_sql(db, std::string(record.version), "revert") +
               text(db, sqitch_sql::delete_change, literal(db, record.version));
    }

    [[nodiscard]] std::string failed_sql(const sqldb::connection& db,
                                         const migration& file) const override {
        const sqitch_change* change = change_of(&file);
        if (change == nullptr) {
            return {};
        }
        std::vector<std::string> requirements;
        std::vector<std::string> conflicts;
        for (const sqitch_dependency& dependency : change->dependencies) {
            (dependency.conflicts ? conflicts : requirements).push_back(dependency.text);
        }
        std::vector<std::string> tags;
        for (const sqitch_tag& tag : change->tags) {
            tags.push_back(tag.name);
        }
        return register_sql(db) +
               text(db, sqitch_sql::insert_failure, literal(db, change->id),
                    literal(db, change->name), literal(db, project_->name),
                    literal(db, change->planned.note), array(db, tags), array(db, requirements),
                    array(db, conflicts), committer_name(db), committer_email(db),
                    literal(db, change->planned.at), literal(db, change->planned.name),
                    literal(db, change->planned.email));
    }

    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        return {75474063};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {"sqitch's registry does not store how long a change took, or its scripts"};
    }

protected:
    ledger_state read_state(sqldb::connection& db, const source& /*files*/) override {
        check_release(db);
        check_uri(db);
        const auto rows =
            db.run(text(db, sqitch_sql::read_changes, literal(db, project_->name)), {});
        ledger_state state;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            ledger_row row;
            row.version = rows[i].text(0);
            row.rank = static_cast<std::int64_t>(i) + 1;
            row.description = rows[i].text(2);
            row.kind = "versioned";
            if (!rows[i].is_null(1)) {
                row.checksum = std::string(prefix) + std::string(rows[i].text(1));
            }
            row.applied_by = fmt::format("{} <{}>", rows[i].text(3), rows[i].text(4));
            row.applied_at = time_in(rows[i], 5);
            row.tool = "sqitch";
            state.rows.push_back(std::move(row));
        }
        return state;
    }

private:
    static std::string literal(const sqldb::connection& db, std::string_view value) {
        return db.quote_literal(value);
    }
    [[nodiscard]] std::string committer_name(const sqldb::connection& db) const {
        return literal(db, project_->committer_name);
    }
    [[nodiscard]] std::string committer_email(const sqldb::connection& db) const {
        return literal(db, project_->committer_email);
    }

    template <class... Values>
    [[nodiscard]] std::string text(const sqldb::connection& db, const char* sql,
                                   const Values&... values) const {
        return fmt::format(fmt::runtime(sql), db.quote_identifier(place().schema()), values...);
    }

    [[nodiscard]] std::string register_sql(const sqldb::connection& db) const {
        const std::string uri = project_->uri.empty() ? "NULL" : literal(db, project_->uri);
        return text(db, sqitch_sql::insert_project, literal(db, project_->name), uri,
                    committer_name(db), committer_email(db));
    }

    static std::string array(const sqldb::connection& db, const std::vector<std::string>& values) {
        std::string array_text;
        for (const std::string& value : values) {
            array_text += (array_text.empty() ? "" : ", ") + literal(db, value);
        }
        return "ARRAY[" + array_text + "]::text[]";
    }

    void check_release(sqldb::connection& db) const {
        const auto found = sqldb::query_value<std::string>(db, text(db, sqitch_sql::read_release));
        const double release = std::strtod(found.c_str(), nullptr);
        if (release + 0.001 < known_release || release - 0.001 > known_release) {
            throw error(error_kind::config,
                        fmt::format("the registry {} is of release {}, and dunlin supports 1.1",
                                    place().schema(), found))
                .with_hint(release < known_release ? "upgrade it with `sqitch upgrade`"
                                                   : "use a newer dunlin");
        }
    }

    void check_uri(sqldb::connection& db) const {
        const auto rows = db.run(text(db, sqitch_sql::read_uri, literal(db, project_->name)), {});
        if (!rows.empty() && rows[0].text(0) != project_->uri) {
            throw error(error_kind::config,
                        fmt::format("the project {} is registered with the URI \"{}\", and the "
                                    "plan has \"{}\"",
                                    project_->name, rows[0].text(0), project_->uri))
                .with_hint(
                    "another project of the same name may be deployed here; otherwise restore the URI");
        }
    }

    [[nodiscard]] std::string change_sql(const sqldb::connection& db, const sqitch_change& change,
                                         std::string_view precondition) const {
        return text(
            db, sqitch_sql::insert_change, with_precondition(literal(db, change.id), precondition),
            literal(db, change.script_hash), literal(db, change.name), literal(db, project_->name),
            literal(db, change.planned.note), committer_name(db), committer_email(db),
            literal(db, change.planned.at), literal(db, change.planned.name),
            literal(db, change.planned.email), literal(db, change.id));
    }

    [[nodiscard]] std::string dependency_sql(const sqldb::connection& db,
                                             const sqitch_change& change,
                                             const sqitch_dependency& on) const {
        const std::string id =
            !on.id.empty() ? literal(db, on.id)
                           : text(db, sqitch_sql::find_external,
                                  literal(db, on.project.empty() ? project_->name : on.project),
                                  literal(db, on.change), literal(db, on.tag));
        const std::string name = literal(db, on.text);
        if (!on.conflicts) {
            return text(db, sqitch_sql::insert_dependency, literal(db, change.id), "require", name,
                        id);
        }
        const std::string refusal =
            text(db, sqitch_sql::refuse_conflict, id,
                 literal(db, fmt::format("{} conflicts with {}, which is deployed", change.name,
                                         on.text)));
        return text(db, sqitch_sql::insert_dependency, literal(db, change.id), "conflict",
                    with_precondition(name, refusal), "NULL");
    }

    [[nodiscard]] std::string tags_sql(const sqldb::connection& db,
                                       const sqitch_change& change) const {
        std::string sql;
        for (const sqitch_tag& tag : change.tags) {
            sql += text(db, sqitch_sql::insert_tag, literal(db, tag.id), literal(db, tag.name),
                        literal(db, project_->name), literal(db, change.id),
                        literal(db, tag.planned.note), committer_name(db), committer_email(db),
                        literal(db, tag.planned.at) + "::timestamptz",
                        literal(db, tag.planned.name), literal(db, tag.planned.email));
        }
        return sql;
    }

    /// The arrays are what the tables hold at that moment, as with sqitch.
    [[nodiscard]] std::string event_sql(const sqldb::connection& db, const std::string& id,
                                        const char* event) const {
        const std::string quoted = literal(db, id);
        return text(db, sqitch_sql::insert_event, quoted, committer_name(db), committer_email(db),
                    text(db, sqitch_sql::tags_of, quoted),
                    text(db, sqitch_sql::dependencies_of, quoted, "require"),
                    text(db, sqitch_sql::dependencies_of, quoted, "conflict"), event);
    }

    std::shared_ptr<const sqitch_project> project_;
};

} // namespace

std::unique_ptr<ledger> make_sqitch_ledger(const ledger_options& options) {
    return std::make_unique<sqitch_ledger>(options.table.empty() ? "sqitch.changes"
                                                                 : options.table);
}

} // namespace dunlin::migrator
