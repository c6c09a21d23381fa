// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/migrator/migration.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

enum class direction { up, down };
std::string_view to_string(direction way) noexcept;

/// A row of the tracking table: one applied migration.
struct ledger_row {
    std::string version;
    std::int64_t rank = 0; ///< the order in which they were applied, from 1
    std::string description;
    std::string kind;             ///< "versioned", "repeatable", "baseline"
    std::string checksum;         ///< empty: unknown, not compared
    std::string content_checksum; ///< likewise
    timestamp applied_at;
    std::string applied_by;
    std::int64_t duration_ms = 0;
    std::string tool; ///< who recorded it: "dunlin", or the tool whose history was adopted
};

/// A step of a migration that stopped between two of them.
struct step_row {
    std::string version;
    direction way = direction::up;
    std::int64_t position = 0; ///< from 1
    std::string statement;     ///< its text, to show what differs
    std::string checksum;      ///< of the statement's tokens
    std::string before;        ///< what the catalog held before a step that no transaction holds
    bool done = false;         ///< false: intended, outcome unknown
    timestamp since;
};

/// All that the tracking tables say, read with one query.
struct ledger_state {
    bool exists = false; ///< false: no table yet, everything else is empty
    std::vector<ledger_row> rows;
    std::vector<step_row> steps; ///< by version and position
};

/// What is recorded when a migration has been applied.
struct applied_record {
    std::string_view version;
    std::string_view description;
    std::string_view kind;
    std::string_view checksum;
    std::string_view content_checksum;
    std::optional<std::string_view> down_sql;
    std::int64_t rank = 0;
    std::string_view detail; ///< for the event
    /// An integer expression that is 0, or fails when the migration must not be recorded. It is
    /// part of the statement that records it, since a statement of its own would cost more.
    std::string_view guard;
};

/// The tracking table of one tool. The texts that *_sql() give are sent within the migration's own
/// transaction; they do not depend on search_path, role, time zone or any other setting of the
/// session, and the values in them are quoted by libpq.
class ledger {
public:
    ledger() = default;
    ledger(const ledger&) = delete;
    ledger& operator=(const ledger&) = delete;
    virtual ~ledger() = default;

    [[nodiscard]] virtual std::string_view tool() const noexcept = 0;
    /// The table, qualified, for people.
    [[nodiscard]] virtual std::string table() const = 0;
    /// The table as it stands in SQL.
    [[nodiscard]] virtual std::string quoted_table(const sqldb::connection& db) const = 0;

    /// Reads all. A table that is missing is no error. Throws error(config) for a table that was
    /// altered or made by a newer dunlin, error(refused) without the privilege to read it.
    virtual ledger_state read(sqldb::connection& db) = 0;
    /// Makes the tables that are missing. The caller holds the runner lock. Throws error(refused)
    /// when the role may not, and when the server is read-only.
    virtual void create(sqldb::connection& db) = 0;
    /// The SQL that create() would send, for scripts that people run.
    [[nodiscard]] virtual std::string create_sql(const sqldb::connection& db) const = 0;
    /// The down script that was recorded for a version; nullopt when there is none.
    virtual std::optional<std::string> down_sql(sqldb::connection& db,
                                                std::string_view version) = 0;

    /// Records a migration as applied, replacing the row of a repeatable one, and the event.
    [[nodiscard]] virtual std::string applied_sql(const sqldb::connection& db,
                                                  const applied_record& what) const = 0;
    /// Removes a migration that was taken back, and records the event.
    [[nodiscard]] virtual std::string removed_sql(const sqldb::connection& db,
                                                  std::string_view version,
                                                  std::string_view detail) const = 0;
};

/// dunlin's own ledger: the tables `migrations`, `steps` and `events` of a schema.
std::unique_ptr<ledger> make_dunlin_ledger(std::string schema = "dunlin");

} // namespace dunlin::migrator
