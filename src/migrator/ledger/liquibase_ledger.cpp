// SPDX-License-Identifier: MIT
#include "ledger/liquibase_sql.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/result.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

constexpr std::string_view usual_table = "databasechangelog";

/// How Liquibase identifies a changeset.
struct identity {
    std::string file;
    std::string id;
    std::string author;
};

identity identity_of(std::string_view version) {
    const std::size_t first = version.find("::");
    const std::size_t last = version.rfind("::");
    if (first == std::string_view::npos || first == last) {
        return {"", std::string(version), "dunlin"};
    }
    return {std::string(version.substr(0, first)),
            std::string(version.substr(first + 2, last - first - 2)),
            std::string(version.substr(last + 2))};
}

/// Liquibase writes the path from its search path on, perhaps with "classpath:" before it; here
/// it is known from the folder on.
std::optional<std::string_view> prefix_before(std::string_view recorded, std::string_view path) {
    if (!recorded.ends_with(path)) {
        return std::nullopt;
    }
    recorded.remove_suffix(path.size());
    const bool whole = recorded.empty() || recorded.ends_with('/') || recorded.ends_with(':');
    return whole ? std::optional(recorded) : std::nullopt;
}

class liquibase_ledger final : public tool_ledger {
public:
    explicit liquibase_ledger(const ledger_options& options)
        : tool_ledger(table_or(options, usual_table)) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "liquibase"; }

    [[nodiscard]] std::vector<std::string>
    written_tables(const sqldb::connection& db) const override {
        return {place().quoted(db), lock_table(db)};
    }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(liquibase_sql::create, place().quoted(db), lock_table(db),
                           db.quote_identifier(place().name() + "lock_pkey"));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        refuse_repeatable(record);
        const auto literal = [&](std::string_view text) { return db.quote_literal(text); };
        const auto value = [&](const char* name) {
            const auto found = record.file->tool_values.find(name);
            return found == record.file->tool_values.end() ? std::string() : found->second;
        };
        const auto or_null = [&](const std::string& text) {
            return text.empty() ? "NULL" : literal(text);
        };
        const identity identity = identity_of(record.version);
        const char* kind = record.skipped    ? "'MARK_RAN'"
                           : record.replaces ? "'RERAN'"
                                             : "'EXECUTED'";
        const std::string sql =
            record.replaces ? fmt::format("{}{};", liquibase_sql::update, liquibase_sql::identity)
                            : std::string(liquibase_sql::insert);
        return fmt::format(
            fmt::runtime(sql), place().quoted(db), literal(identity.id), literal(identity.author),
            literal(recorded_path(record.file, identity.file)),
            number_with_precondition(std::to_string(record.rank), record.precondition), kind,
            checksum_of(db, record), literal(value("comments")), or_null(value("contexts")),
            or_null(value("labels")));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        const identity identity = identity_of(record.version);
        const std::string sql =
            fmt::format("{}{};", liquibase_sql::remove, liquibase_sql::identity);
        return fmt::format(fmt::runtime(sql), place().quoted(db), db.quote_literal(identity.id),
                           db.quote_literal(identity.author),
                           db.quote_literal(recorded_path(record.file, identity.file)));
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "databasechangelog stores no down scripts: a changeset without a rollback cannot be reverted",
            "its checksums ignore only white space, so a changed comment counts as a change"};
    }

    [[nodiscard]] std::optional<row_lock> tool_row(const sqldb::connection& db,
                                                   std::string_view owner) const override {
        const std::string table = lock_table(db);
        const std::string name = db.quote_literal(owner);
        return row_lock{fmt::format(liquibase_sql::find_lock_table, db.quote_literal(table)),
                        fmt::format(liquibase_sql::acquire_lock, table, name),
                        fmt::format(liquibase_sql::release_lock, table, name),
                        fmt::format(liquibase_sql::read_lock, table), "liquibase release-locks"};
    }

protected:
    [[nodiscard]] std::string rows_sql(const sqldb::connection& db) const override {
        return fmt::format(liquibase_sql::fill, lock_table(db));
    }

private:
    [[nodiscard]] std::string lock_table(const sqldb::connection& db) const {
        const std::string name = db.quote_identifier(place().name() + "lock");
        return place().schema().empty() ? name : db.quote_identifier(place().schema()) + "." + name;
    }

    static std::string checksum_of(const sqldb::connection& db, const applied_record& record) {
        const auto known = checksum_for(*record.file, "liquibase");
        return known ? db.quote_literal(*known) : "NULL"; // which Liquibase fills in itself
    }

    ledger_state read_state(sqldb::connection& db, const source& files) override {
        const sqldb::result rows = db.run(fmt::format(liquibase_sql::read, place().quoted(db)), {});
        ledger_state state;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            state.rows.push_back(read_row(rows[i], files));
            state.highest_rank = std::max(state.highest_rank, state.rows.back().rank);
        }
        read_lock(db, state);
        return state;
    }

    ledger_row read_row(const sqldb::row& from, const source& files) {
        ledger_row row;
        row.version = fmt::format("{}::{}::{}", path_of(from, files), from.text(0), from.text(1));
        row.rank = number_in(from, 3);
        row.description = from.text(6).empty() ? from.text(0) : from.text(6);
        row.kind = "versioned";
        // Older releases had other rules; Liquibase replaces their checksums on its next run.
        row.checksum =
            from.text(5).starts_with("9:") ? fmt::format("liquibase:{}", from.text(5)) : "";
        row.applied_at = time_in(from, 7);
        row.tool = "liquibase";
        return row;
    }

    /// The file as the folder knows it, so that the row finds its changeset.
    std::string path_of(const sqldb::row& from, const source& files) {
        const std::string_view recorded = from.text(2);
        const std::string rest = fmt::format("::{}::{}", from.text(0), from.text(1));
        std::string_view found;
        for (const auto* list : {&files.versioned, &files.left_out}) {
            for (const migration& migration : *list) {
                const std::string_view version = migration.version;
                if (!version.ends_with(rest)) {
                    continue;
                }
                const auto path = version.substr(0, version.size() - rest.size());
                const auto before = prefix_before(recorded, path);
                const bool fits = before && (before->empty() || !is_logical(migration));
                if (fits && path.size() > found.size()) { // of a.sql and x/a.sql, the longer
                    found = path;
                    prefix_ = is_logical(migration) ? prefix_ : std::string(*before);
                }
            }
        }
        return std::string(found.empty() ? recorded : found);
    }

    /// A path that the changeset itself has is recorded unchanged.
    static bool is_logical(const migration& of) { return of.tool_values.contains("logical_path"); }

    [[nodiscard]] std::string recorded_path(const migration* file, const std::string& path) const {
        return file == nullptr || is_logical(*file) ? path : prefix_ + path;
    }

    void read_lock(sqldb::connection& db, ledger_state& into) const {
        const row_lock lock = *tool_row(db, "");
        if (db.run(lock.find, {})[0].is_null(0)) {
            return;
        }
        if (const sqldb::result rows = db.run(lock.holder, {}); !rows.empty()) {
            into.has_stale_lock = rows[0].text(2) == "t";
            into.locked = fmt::format("{} is locked by {} since {}", table(), rows[0].text(0),
                                      rows[0].text(1));
        }
    }

    std::string prefix_; ///< before the files' paths in this table
};

} // namespace

std::unique_ptr<ledger> make_liquibase_ledger(const ledger_options& options) {
    return std::make_unique<liquibase_ledger>(options);
}

} // namespace dunlin::migrator
