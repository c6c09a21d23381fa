// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/clock.hpp>
#include <dunlin/migrator/source.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::migrator {

struct trust_check;

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

/// A step of a migration that stopped between two steps.
struct step_row {
    std::string version;
    migrator::direction direction = direction::up;
    std::int64_t position = 0; ///< from 1
    std::string statement;     ///< its text; as the ledger has it, without secrets
    std::string checksum;      ///< of the statement's tokens
    std::string before;        ///< what the catalog contained before a step outside of transactions
    bool done = false;         ///< false: intended, outcome unknown
    timestamp since;
    std::string shown; ///< `statement` without secrets and values of placeholders, for people
};

/// The content of the tracking tables, read with one query.
struct ledger_state {
    bool exists = false; ///< false: no table yet, everything else is empty
    std::vector<ledger_row> rows;
    std::vector<step_row> steps; ///< by version and position
    /// Not empty: nothing may run until somebody has resolved this ("version 7 is
    /// marked dirty: ..."), and what to do.
    std::string blocked;
    /// The environment of the newest event `protect`; empty: there is none.
    std::string protected_as;
    /// The highest rank of any row, also of those that are not in `rows`; 0: the highest of `rows`.
    std::int64_t highest_rank = 0;
    /// While another tool's table is read: how many rows dunlin's own table has.
    std::size_t in_own_ledger = 0;
    /// Not empty: the tool itself is at work now, or left its lock ("... is locked by ...").
    std::string locked;
    /// A run of dunlin that was killed left the tool's lock behind; the next run removes it.
    bool has_stale_lock = false;
};

/// SQL for a lock of a tool that is a row of a table.
struct row_lock {
    std::string find;    ///< one value: NULL when the table does not exist yet
    std::string acquire; ///< returns a row when the lock was obtained
    std::string release; ///< only the owner's
    std::string holder;  ///< owner and time, as text; no row: nobody
    std::string remedy;  ///< SQL with which a person releases it
};

/// What is recorded when a migration has been applied.
struct applied_record {
    const migration* file = nullptr;
    std::string_view version;
    std::string_view description;
    std::string_view kind;
    std::string_view checksum;
    std::string_view content_checksum;
    std::optional<std::string_view> down_sql;
    std::int64_t rank = 0;
    /// How long it took until the message that records it is sent. The statement adds the time
    /// since that message arrived, and returns the sum; nullopt: it records the transaction's time
    /// so far and returns nothing.
    std::optional<std::chrono::milliseconds> duration_before;
    std::string_view detail; ///< for the event
    bool replaces = false;   ///< it was applied before and has run again
    bool skipped = false;    ///< recorded without having run
    /// An integer expression that is 0, or fails when the migration must not be recorded. It is
    /// part of the statement that records it, since a statement of its own would cost more.
    std::string_view precondition;
    /// The session has run prepare_applied_sql(); the precondition is part of that.
    bool prepared = false;
};

/// What is recorded when a migration has been reverted.
struct removed_record {
    const migration* file = nullptr; ///< null when it is gone
    std::string_view version;        ///< as the ledger's row has it
    std::string_view previous;       ///< the newest that stays applied; empty: none
    std::string_view detail;         ///< for the event
    std::int64_t rank = 0;           ///< for tables in which that is a row as well
};

/// The tracking table of one tool. The SQL of the *_sql() functions is sent within the migration's
/// own transaction; it does not depend on search_path, role, time zone or any other setting of the
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
    /// The table as SQL.
    [[nodiscard]] virtual std::string quoted_table(const sqldb::connection& db) const = 0;

    /// Reads all. A missing table is no error. `files` explain a table that keeps only a
    /// current version. Throws error(config) for a table that was altered or made by a newer
    /// dunlin, error(refused) without the privilege to read it, for what is not an ordinary table,
    /// and where row-level security hides rows; after expect_writing() also as require_trust()
    /// does.
    virtual ledger_state read(sqldb::connection& db, const source& files) = 0;
    /// Creates the tables that are missing. The caller holds the runner lock. Throws error(refused)
    /// when the role may not, when the server is read-only, and as require_trust() does.
    virtual void create(sqldb::connection& db) = 0;

    /// The tables that a run writes, as quoted names; after read().
    [[nodiscard]] virtual std::vector<std::string>
    written_tables(const sqldb::connection& db) const {
        return {quoted_table(db)};
    }
    /// From now on read() also checks what would run when the tables are written, in the same
    /// message. For the holder of the runner lock.
    void expect_writing() noexcept { is_for_writing_ = true; }
    /// Refuses, with error(refused), tables whose schema, owner, triggers, defaults, checks or
    /// indexes belong to a role that could use them against this one: who owns what, and the SQL
    /// that changes the owner.
    void require_trust(sqldb::connection& db) const;
    /// Writes something outside of a run: in one message with a check of the tables, which refuses
    /// them as require_trust() does.
    void write_checked(sqldb::connection& db, const std::string& sql) const;
    /// The objections of require_trust() to the tables that were read, as sentences; queries only
    /// where they belong to another role.
    [[nodiscard]] std::vector<std::string> doubts(sqldb::connection& db) const;
    /// Further roles that are trusted with a ledger.
    void trust_owners(std::vector<std::string> names) { owners_ = std::move(names); }
    /// The SQL that create() would send, for scripts that people run.
    [[nodiscard]] virtual std::string create_sql(const sqldb::connection& db) const = 0;
    /// The down script that was recorded for a version; nullopt when there is none.
    virtual std::optional<std::string> down_sql(sqldb::connection& db,
                                                std::string_view version) = 0;

    /// Records a migration as applied, replacing the row of a repeatable one, and the event.
    [[nodiscard]] virtual std::string applied_sql(const sqldb::connection& db,
                                                  const applied_record& record) const = 0;
    /// Prepares the statement of applied_sql(), for rows that replace none, so that the server
    /// plans it once for the session and not for each row. Empty: this ledger has none.
    [[nodiscard]] virtual std::string prepare_applied_sql(const sqldb::connection& /*db*/,
                                                          std::string_view /*precondition*/) const {
        return {};
    }
    /// Removes a migration that was reverted, and records the event.
    [[nodiscard]] virtual std::string removed_sql(const sqldb::connection& db,
                                                  const removed_record& record) const = 0;

    /// Whether moved_sql() gives a row another version: where rows are independent of each other
    /// and have checksums.
    [[nodiscard]] virtual bool can_move() const noexcept { return false; }
    /// The row of a migration whose file was renumbered.
    [[nodiscard]] virtual std::string moved_sql(const sqldb::connection& /*db*/,
                                                std::string_view /*version*/,
                                                const migration& /*file*/) const {
        return {};
    }

    /// Records that a migration failed; empty where the tool's tables cannot.
    [[nodiscard]] virtual std::string failed_sql(const sqldb::connection& /*db*/,
                                                 const migration& /*file*/) const {
        return {};
    }

    /// The keys of the advisory locks under which the tool itself works on this table. A run
    /// acquires them too, so that each of the two waits for the other. read() comes before.
    virtual std::vector<std::int64_t> tool_locks(sqldb::connection& /*db*/) const { return {}; }
    /// The lock of `owner` for a tool whose lock is a row; nullopt for the others.
    [[nodiscard]] virtual std::optional<row_lock> tool_row(const sqldb::connection& /*db*/,
                                                           std::string_view /*owner*/) const {
        return std::nullopt;
    }

    /// Whether it has the tables of steps and events. For another tool's ledger these
    /// two are created in dunlin's schema by the first migration that needs steps, and events are
    /// not kept.
    [[nodiscard]] virtual bool has_journal() const noexcept { return false; }
    /// Whether a migration that was reverted leaves a row with a rank of its own.
    [[nodiscard]] virtual bool records_removals() const noexcept { return false; }
    /// What dunlin's own ledger can record and this one cannot, one sentence each.
    [[nodiscard]] virtual std::vector<std::string> limits() const { return {}; }

protected:
    [[nodiscard]] bool is_for_writing() const noexcept { return is_for_writing_; }
    /// Acts on the first check of the tables: refuses them where it must, after a closer
    /// look.
    void apply_check(sqldb::connection& db, const trust_check& check);
    /// Creates tables and their first rows in a transaction that commits only if they can be
    /// trusted. Row-level security that the owner would be subject to is disabled: event triggers
    /// may force it on every new table.
    void make_tables(sqldb::connection& db, const std::string& tables,
                     const std::string& rows) const;

private:
    void settle_new_tables(sqldb::connection& db) const;

    std::vector<std::string> owners_;
    bool is_for_writing_ = false;
    bool is_own_ = true; ///< as read last
};

/// How a ledger is chosen.
struct ledger_options {
    std::string tool;                ///< "dunlin", "goose" ...; empty: dunlin
    std::string schema = "dunlin";   ///< of dunlin's own tables
    std::string table;               ///< of another tool's, when not its default; may be qualified
    std::vector<std::string> owners; ///< roles that may own a ledger that this role writes
};

/// The ledger of a tool; error(config) with the known names for one that is not known.
std::unique_ptr<ledger> make_ledger(const ledger_options& options);
/// The tools whose ledgers are known, in the order in which they are searched for.
std::vector<std::string> ledger_tools();

/// The other tools' tables that are in a database; one query, and one for each table that is there.
struct found_ledger {
    std::string tool;
    std::string table;     ///< qualified, for people
    bool is_empty = false; ///< it records no migration
};
std::vector<found_ledger> find_ledgers(sqldb::connection& db);

} // namespace dunlin::migrator
