// SPDX-License-Identifier: MIT
#include "lock/sessions.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

// The server shows "<insufficient privilege>" to roles that may not see the query.
constexpr auto select_sessions = R"(
SELECT s.pid, a.usename::text, a.application_name, pg_catalog.host(a.client_addr), a.state,
       (pg_catalog.date_part('epoch', a.xact_start) OPERATOR(pg_catalog.*) 1000000)::bigint,
       CASE WHEN a.query OPERATOR(pg_catalog.=) '<insufficient privilege>' THEN '' ELSE a.query END,
       a.backend_type
  FROM {} AS s (pid)
  LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid OPERATOR(pg_catalog.=) s.pid
 ORDER BY a.xact_start)";

session_info read(const sqldb::row& from) {
    session_info session;
    session.pid = sqldb::decode_column<std::int32_t>(from, 0, "pid");
    session.user = from.text(1);
    session.application = from.text(2);
    session.client = from.text(3);
    session.state = from.text(4);
    if (!from.is_null(5)) {
        session.since = timestamp(
            std::chrono::microseconds(sqldb::decode_column<std::int64_t>(from, 5, "since")));
    }
    session.query = sqltext::hide_secrets(from.text(6));
    if (session.application.empty() && from.text(7) != "client backend") {
        session.application = from.text(7);
    }
    return session;
}

/// Advisory locks with one bigint key show its halves as classid and objid, objsubid 1
/// (manual, 54.12). A role's own sessions, and those of roles that it is a member of, may be
/// cancelled (manual, 9.28.2).
constexpr auto find_waiting = R"(
SELECT l.pid FROM pg_catalog.pg_locks AS l
  JOIN pg_catalog.pg_stat_activity AS a USING (pid)
 WHERE l.locktype OPERATOR(pg_catalog.=) 'advisory' AND NOT l.granted
   AND a.datname OPERATOR(pg_catalog.=) pg_catalog.current_database()
   AND l.classid OPERATOR(pg_catalog.=) :high::oid AND l.objid OPERATOR(pg_catalog.=) :low::oid
   AND l.objsubid OPERATOR(pg_catalog.=) 1
   AND l.pid OPERATOR(pg_catalog.=) ANY (pg_catalog.pg_blocking_pids(:pid::integer))
   AND pg_catalog.pg_has_role(a.usesysid, 'MEMBER'))";

constexpr auto cancel = "SELECT pg_catalog.pg_cancel_backend(:pid::integer)";

} // namespace

std::string session_info::describe() const {
    if (pid == 0) {
        return "a prepared transaction (listed in pg_prepared_xacts)";
    }
    std::string text = application.empty() ? "" : application;
    if (!user.empty()) {
        text += fmt::format("{}as {}", text.empty() ? "" : " ", user);
    }
    if (!client.empty()) {
        text += " from " + client;
    }
    if (since) {
        text +=
            fmt::format("{}{}since {}", text.empty() ? "" : ", ", state.empty() ? "" : state + " ",
                        format_utc(std::chrono::floor<std::chrono::seconds>(*since)));
    }
    return text.empty() ? fmt::format("pid {}", pid) : fmt::format("pid {} ({})", pid, text);
}

std::string session_info::termination() const {
    return pid == 0 ? "" : fmt::format("SELECT pg_terminate_backend({})", pid);
}

session_info find_session(sqldb::connection& db, int pid) {
    const auto rows =
        db.run(fmt::format(select_sessions, "(VALUES (:pid::integer))"), {{"pid", pid}});
    return rows.empty() ? session_info{pid, {}, {}, {}, {}, {}, {}} : read(rows[0]);
}

std::vector<session_info> find_blockers(sqldb::connection& db, int pid) {
    const auto rows =
        db.run(fmt::format(select_sessions,
                           "pg_catalog.unnest(pg_catalog.pg_blocking_pids(:pid::integer))"),
               {{"pid", pid}});
    std::vector<session_info> sessions;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sessions.push_back(read(rows[i]));
    }
    return sessions;
}

void cancel_waiting(sqldb::connection& db, int pid, std::int64_t key,
                    const std::function<void(const session_info&)>& before_each) {
    const auto bits = static_cast<std::uint64_t>(key);
    const auto rows = db.run(find_waiting, {{"high", static_cast<std::int64_t>(bits >> 32U)},
                                            {"low", static_cast<std::int64_t>(bits & 0xFFFFFFFFU)},
                                            {"pid", pid}});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const session_info waiting =
            find_session(db, sqldb::decode_column<std::int32_t>(rows[i], 0, "pid"));
        before_each(waiting);
        db.run(cancel, {{"pid", waiting.pid}});
    }
}

} // namespace dunlin::migrator
