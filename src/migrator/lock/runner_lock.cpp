// SPDX-License-Identifier: MIT
#include "lock/runner_lock.hpp"

#include "lock/second_session.hpp"
#include "lock/sessions.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/sqldb/query.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <charconv>
#include <random>

namespace dunlin::migrator {
namespace {

using namespace std::chrono_literals;
using clock = std::chrono::steady_clock;

/// {0} transaction_timeout where there is one, {1} an expression that acquires all keys.
constexpr auto acquire = R"(BEGIN ISOLATION LEVEL READ COMMITTED;
SET LOCAL idle_in_transaction_session_timeout = 0;{0}
SELECT {1},
       pg_catalog.strpos(pg_catalog.version(), 'linux'),
       pg_catalog.current_setting('transaction_read_only'), pg_catalog.pg_is_in_recovery(),
       pg_catalog.pg_backend_pid())";

/// {0} one more key, {1} an expression that acquires the others.
constexpr auto acquire_also =
    "CASE WHEN pg_catalog.pg_try_advisory_xact_lock({0}) THEN {1} ELSE false END";

/// Advisory locks with one bigint key show its halves as classid and objid, objsubid 1
/// (manual, 54.12).
constexpr auto select_holder = R"(
SELECT l.pid FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_database AS d ON d.oid OPERATOR(pg_catalog.=) l.database
 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND l.granted
   AND d.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
   AND l.classid OPERATOR(pg_catalog.=) :high::oid AND l.objid OPERATOR(pg_catalog.=) :low::oid
   AND l.objsubid OPERATOR(pg_catalog.=) 1)";

/// The session in which a run works, and the comment that its message begins with.
constexpr auto select_work = R"(
SELECT a.state, pg_catalog.split_part(a.query, ' */', 1)
  FROM pg_catalog.pg_stat_activity AS a
 WHERE a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
   AND pg_catalog.starts_with(a.query, :comment)
   AND a.state OPERATOR(pg_catalog.<>) 'idle'
 LIMIT 1)";

/// "up 1.07" of "1a2b3c4d up 1.07": what a run does, without its id.
std::string work_of(std::string_view comment) {
    const std::size_t id = comment.find(' ');
    return id == std::string_view::npos ? "" : std::string(comment.substr(id + 1));
}

std::int64_t key_of(const std::string& ledger) {
    const std::string digest = sha256("dunlin runner lock " + ledger).substr(0, 16);
    std::uint64_t value = 0;
    std::from_chars(digest.data(), digest.data() + digest.size(), value, 16);
    return static_cast<std::int64_t>(value);
}

/// Checked before any migration begins, whose own error would be about its first statement.
void require_writable(bool read_only, bool in_recovery) {
    if (in_recovery) {
        throw error(error_kind::read_only, "the server is a standby and accepts no writes")
            .with_hint("connect to the primary server; status and plan work here too");
    }
    if (read_only) {
        throw error(error_kind::read_only,
                    "the database is read-only: default_transaction_read_only is on")
            .with_hint("set it off for the role that migrates (ALTER ROLE ... SET), or for one run "
                       "with PGOPTIONS='-c default_transaction_read_only=off'; or connect to the "
                       "primary server");
    }
}

std::chrono::milliseconds elapsed_since(clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(clock::now() - begin);
}

} // namespace

std::uint64_t random_number() {
    static thread_local std::mt19937_64 source{
        (static_cast<std::uint64_t>(std::random_device()()) << 32U) ^ std::random_device()()};
    return source();
}

runner_lock::runner_lock(const settings& settings, sqldb::connection session, std::string table,
                         std::vector<std::int64_t> tool_keys, sqldb::connection& worker,
                         observer& watcher)
    : settings_(settings), table_(std::move(table)), watcher_(watcher), db_(std::move(session)),
      key_(key_of(table_)), run_key_(static_cast<std::int64_t>(random_number())),
      tool_keys_(std::move(tool_keys)) {
    bool is_acquired = false;
    try {
        is_acquired = try_once();
    } catch (const error& problem) {
        throw_without_turn(problem, worker);
    }
    if (!is_acquired) {
        wait_for_turn(worker);
    }
    if (!is_direct_) {
        require_two_sessions(worker);
    }
}

runner_lock::~runner_lock() {
    db_.roll_back();
}

std::string runner_lock::comment_prefix() const {
    return fmt::format("/* dunlin {:016x} ", static_cast<std::uint64_t>(key_));
}

/// Behind a pooler the open transaction may have the only session.
void runner_lock::require_two_sessions(sqldb::connection& worker) {
    try {
        sqldb::status_check(worker, sqldb::within(turn_limit(settings_.lock.wait)));
    } catch (const error& problem) {
        throw_without_turn(problem, db_);
    }
}

bool runner_lock::is_alive() const {
    return db_.is_open() && db_.in_transaction();
}

bool runner_lock::was_lost() {
    try {
        db_.run("SELECT 1", {});
    } catch (const error&) {
        // Whatever the error, is_alive() knows the answer.
    }
    return !is_alive();
}

/// The ledger's key first: only its holder acquires the others.
std::string runner_lock::acquire_sql() const {
    std::string sql = fmt::format("pg_catalog.pg_try_advisory_xact_lock({})", run_key_);
    for (const std::int64_t key : tool_keys_) {
        sql = fmt::format(acquire_also, key, sql);
    }
    return fmt::format(acquire_also, key_, sql);
}

bool runner_lock::try_once() {
    const char* limits = has_transaction_timeout() ? "SET LOCAL transaction_timeout = 0;" : "";
    bool is_acquired = false;
    bool read_only = false;
    bool in_recovery = false;
    const auto read = [&](const sqldb::result& rows) {
        if (rows.column_count() == 5 && !rows.empty()) {
            is_acquired = rows[0].text(0) == "t";
            can_check_client_ = db_.server_version() >= 140000 && rows[0].text(1) != "0";
            read_only = rows[0].text(2) == "on";
            in_recovery = rows[0].text(3) == "t";
            is_direct_ = sqldb::decode_column<std::int32_t>(rows[0], 4, "pid") == db_.backend_pid();
        }
    };
    db_.run_script(fmt::format(acquire, limits, acquire_sql()), read,
                   sqldb::within(turn_limit(settings_.lock.wait)));
    require_writable(read_only, in_recovery);
    if (!is_acquired) {
        db_.run_script("ROLLBACK");
    }
    return is_acquired;
}

std::optional<int> runner_lock::find_holder() {
    auto found = find_holder_of(key_);
    for (std::size_t i = 0; !found && i < tool_keys_.size(); ++i) {
        found = find_holder_of(tool_keys_[i]);
    }
    return found;
}

std::optional<int> runner_lock::find_holder_of(std::int64_t key) {
    const auto bits = static_cast<std::uint64_t>(key);
    const auto rows =
        db_.run(select_holder, {{"high", static_cast<std::int64_t>(bits >> 32U)},
                                {"low", static_cast<std::int64_t>(bits & 0xFFFFFFFFU)}});
    return rows.empty() ? std::nullopt
                        : std::optional<int>(sqldb::decode_column<std::int32_t>(rows[0], 0, "pid"));
}

session_info runner_lock::describe_holder(int pid) {
    session_info holder = find_session(db_, pid);
    // That session only holds the lock. What its run does is in another one.
    const auto work = db_.run(select_work, {{"comment", comment_prefix()}});
    holder.state = work.empty() ? "" : work[0].text(0);
    holder.query = work.empty() ? "" : work_of(work[0].text(1).substr(comment_prefix().size()));
    return holder;
}

void runner_lock::wait_for_turn(sqldb::connection& worker) {
    const auto begin = clock::now();
    auto next_report = begin;
    int last_holder = 0;
    while (true) {
        const auto waited = elapsed_since(begin);
        if (waited >= settings_.lock.wait) {
            give_up(waited);
        }
        if (const auto holder = find_holder();
            holder && (*holder != last_holder || clock::now() >= next_report)) {
            watcher_.on_waiting_for_runner(describe_holder(*holder), waited);
            last_holder = *holder;
            next_report = clock::now() + 5s;
        }
        const auto jitter = std::chrono::milliseconds(100 + random_number() % 200);
        pause(std::min(jitter, settings_.lock.wait - waited));
        // idle_session_timeout would end it.
        sqldb::status_check(worker);
        if (try_once()) {
            return;
        }
    }
}

void runner_lock::pause(std::chrono::milliseconds time) const {
    const interruption* stop = settings_.database.stop;
    pollfd waits{stop != nullptr ? stop->fd() : -1, POLLIN, 0};
    ::poll(&waits, 1, static_cast<int>(time.count()));
    if (stop != nullptr) {
        stop->check();
    }
}

void runner_lock::give_up(std::chrono::milliseconds waited) {
    const auto pid = find_holder();
    const auto holder = pid ? std::optional(describe_holder(*pid)) : std::nullopt;
    throw error(error_kind::locked, fmt::format("another run is in progress on {}{}", table_,
                                                holder ? ": " + holder->describe() : ""))
        .with_hint(fmt::format("waited {}; wait longer with --lock-wait{}", format_duration(waited),
                               holder ? ", or end that run with " + holder->termination() : ""));
}

} // namespace dunlin::migrator
