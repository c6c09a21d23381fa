// SPDX-License-Identifier: MIT
#include "private_server.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <support/wait_until.hpp>

#include <chrono>
#include <csignal>
#include <thread>

namespace faults {
namespace {

using namespace std::chrono_literals;
namespace sqldb = dunlin::sqldb;

sqldb::connection connect(const std::string& url) {
    sqldb::config settings;
    settings.url = url;
    return sqldb::connection(settings);
}

} // namespace

private_server::private_server(std::vector<std::string> settings)
    : server_(folder_.path(), std::move(settings)) {
    server_.start();
}

private_server::~private_server() {
    server_.destroy();
}

void private_server::restart_immediately() {
    const pid_t before = server_.status().pid;
    ::kill(before, SIGQUIT); // manual, 19.5
    dunlin::test::wait_until([&] { return server_.status().pid != before; });
    // Its last children may outlive it for a moment, and then nothing can start in its place.
    for (const auto end = std::chrono::steady_clock::now() + 60s;;) {
        try {
            server_.start();
            return;
        } catch (const dunlin::error&) {
            if (std::chrono::steady_clock::now() > end) {
                throw;
            }
            std::this_thread::sleep_for(100ms);
        }
    }
}

std::string private_server::url() const {
    return server_.url(dunlin::local::maintenance_database);
}

std::string private_server::ask(std::string_view sql) const {
    auto db = connect(url());
    return sqldb::query_value<std::string>(db, sql);
}

void private_server::execute(std::string_view sql) const {
    connect(url()).run_script(sql);
}

bool private_server::becomes(std::string_view sql, std::string_view answer) const {
    auto db = connect(url());
    for (const auto end = std::chrono::steady_clock::now() + 60s;
         std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(10ms)) {
        if (sqldb::query_value<std::string>(db, sql) == answer) {
            return true;
        }
    }
    return false;
}

bool private_server::runs(const std::string& text) const {
    return becomes("SELECT (count(*) > 0)::text FROM pg_stat_activity WHERE state = 'active' AND "
                   "pid <> pg_backend_pid() AND query LIKE '/* dunlin %" +
                       text + "%'",
                   "true");
}

} // namespace faults
