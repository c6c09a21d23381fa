// SPDX-License-Identifier: MIT
#include "ledger/duration_sql.hpp"
#include "ledger/flyway_sql.hpp"
#include "ledger/plain_ledger.hpp"
#include "ledger/tools.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/result.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace dunlin::migrator {
namespace {

constexpr std::string_view usual_table = "flyway_schema_history";

struct history_row {
    ledger_row row;
    std::string_view type;
    bool success = true;
};

/// "1.0" and "1.00" are one version.
struct key_less {
    bool operator()(const std::string& a, const std::string& b) const {
        return compare(version_order::numeric, a, b) < 0;
    }
};

/// The key of a repeatable migration, which the table knows by its description alone.
std::string repeatable_key(std::string_view description) {
    std::string key = "R__" + std::string(description);
    std::replace(key.begin(), key.end(), ' ', '_');
    return key;
}

history_row read_row(const sqldb::row& from) {
    history_row result;
    result.type = from.text(3);
    result.success = from.text(9) == "t";
    ledger_row& row = result.row;
    const bool repeatable = from.is_null(1);
    row.rank = number_in(from, 0);
    row.description = from.text(2);
    row.version = repeatable ? repeatable_key(row.description) : std::string(from.text(1));
    row.kind = repeatable                                         ? "repeatable"
               : result.type.find("BASELINE") != result.type.npos ? "baseline"
                                                                  : "versioned";
    row.checksum = from.is_null(5) ? "" : fmt::format("flyway:{}", from.text(5));
    row.applied_at = time_in(from, 6);
    row.applied_by = from.text(7);
    row.duration_ms = number_in(from, 8);
    row.tool = "flyway";
    return result;
}

/// Flyway cuts a description that the column cannot hold.
std::string shortened(std::string_view description) {
    constexpr std::size_t limit = 200;
    std::size_t characters = 0;
    std::size_t cut = 0;
    for (std::size_t i = 0; i < description.size(); ++i) {
        const bool starts = (static_cast<unsigned char>(description[i]) & 0xC0U) != 0x80U;
        cut = starts && characters == limit - 3 ? i : cut;
        characters += starts ? 1 : 0;
    }
    return characters <= limit ? std::string(description)
                               : std::string(description.substr(0, cut)) + "...";
}

/// String.hashCode(), for text of ASCII letters.
std::int32_t java_hash(std::string_view text) {
    std::uint32_t hash = 0;
    for (const char letter : text) {
        hash = hash * 31 + static_cast<unsigned char>(letter);
    }
    return static_cast<std::int32_t>(hash);
}

class flyway_ledger final : public tool_ledger {
public:
    explicit flyway_ledger(const ledger_options& options)
        : tool_ledger(table_or(options, usual_table)) {}

    [[nodiscard]] std::string_view tool() const noexcept override { return "flyway"; }

    [[nodiscard]] std::string tables_sql(const sqldb::connection& db) const override {
        return fmt::format(flyway_sql::create, place().quoted(db),
                           db.quote_identifier(place().name() + "_pk"),
                           db.quote_identifier(place().name() + "_s_idx"));
    }

    [[nodiscard]] std::string applied_sql(const sqldb::connection& db,
                                          const applied_record& record) const override {
        const bool repeatable = record.kind == "repeatable";
        return fmt::format(
            flyway_sql::insert, place().quoted(db),
            number_with_precondition(std::to_string(record.rank), record.precondition),
            repeatable ? "NULL" : db.quote_literal(record.version),
            db.quote_literal(shortened(record.description)),
            record.kind == "baseline" ? "'SQL_BASELINE'" : "'SQL'",
            db.quote_literal(script_of(*record.file)),
            checksum_for(*record.file, tool()).value_or("NULL"),
            duration_sql(record.duration_before),
            returning_duration(record.duration_before, "execution_time"));
    }

    [[nodiscard]] std::string removed_sql(const sqldb::connection& db,
                                          const removed_record& record) const override {
        const bool has_script =
            record.file != nullptr && record.file->down && record.file->down->file;
        const std::string script =
            has_script ? script_name(record.file->down->file->name) : std::string(record.version);
        return fmt::format(
            flyway_sql::remove, place().quoted(db), record.rank, db.quote_literal(record.version),
            db.quote_literal(shortened(record.file != nullptr ? record.file->description : "")),
            db.quote_literal(script), "NULL::int");
    }

    [[nodiscard]] bool can_move() const noexcept override { return true; }
    [[nodiscard]] std::string moved_sql(const sqldb::connection& db, std::string_view version,
                                        const migration& file) const override {
        return fmt::format(flyway_sql::move, place().quoted(db), db.quote_literal(version),
                           db.quote_literal(file.version),
                           db.quote_literal(shortened(file.description)),
                           db.quote_literal(script_of(file)));
    }

    [[nodiscard]] bool records_removals() const noexcept override { return true; }

    /// "Flyway" in ASCII, and the hash that Java has for the quoted table.
    std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const override {
        constexpr std::int64_t flyway = 0x466C79776179;
        const std::string table = fmt::format(R"("{}"."{}")", place().schema(), place().name());
        return {flyway + java_hash(table)};
    }

    [[nodiscard]] std::vector<std::string> limits() const override {
        return {
            "flyway_schema_history stores no down scripts: a migration without a U file cannot be reverted",
            "its checksums include comments and white space, so a cosmetic change counts as a change",
            "it stores no events"};
    }

private:
    static std::string script_name(const std::string& path) {
        return path.substr(path.rfind('/') + 1); // npos + 1 is 0
    }

    static std::string script_of(const migration& file) {
        return file.name.empty() ? script_name(file.file->name) : file.name;
    }

    /// The table is a log: of each migration the last row counts, unless a later one took it back.
    ledger_state read_state(sqldb::connection& db, const source& /*files*/) override {
        const sqldb::result rows = db.run(fmt::format(flyway_sql::read, place().quoted(db)), {});
        ledger_state state;
        std::map<std::string, ledger_row, key_less> standing;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            history_row row = read_row(rows[i]);
            state.highest_rank = std::max(state.highest_rank, row.row.rank);
            const bool reverts = row.type == "DELETE" || row.type.starts_with("UNDO_");
            if (row.type == "SCHEMA") {
                continue;
            }
            if (!row.success) {
                state.blocked = failure(row);
            } else if (reverts) {
                standing.erase(row.row.version);
            } else {
                const std::string key = row.row.version;
                standing.insert_or_assign(key, std::move(row.row));
            }
        }
        for (auto& [version, row] : standing) {
            state.rows.push_back(std::move(row));
        }
        std::sort(state.rows.begin(), state.rows.end(),
                  [](const auto& a, const auto& b) { return a.rank < b.rank; });
        return state;
    }

    [[nodiscard]] std::string failure(const history_row& of) const {
        return fmt::format("{} is recorded as failed in {} (rank {}, at {}): what it did in part "
                           "must be undone by hand, and flyway repair, or DELETE of that row, "
                           "tells so",
                           of.row.version, table(), of.row.rank, format_utc(of.row.applied_at));
    }
};

} // namespace

std::unique_ptr<ledger> make_flyway_ledger(const ledger_options& options) {
    return std::make_unique<flyway_ledger>(options);
}

} // namespace dunlin::migrator
