// SPDX-License-Identifier: MIT
#include "stage.hpp"

#include <dunlin/sqldb/query.hpp>

#include <support/server.hpp>

#include <chrono>
#include <thread>

namespace faults {
namespace {

using namespace std::chrono_literals;
namespace sqldb = dunlin::sqldb;

constexpr auto at_work = " FROM pg_stat_activity WHERE datname = current_database()"
                         " AND state = 'active' AND query LIKE '/* dunlin %'";

} // namespace

void stage::write(const std::string& name, std::string_view text) const {
    folder_.write("migrations/" + name, text);
}

std::unique_ptr<dunlin::test::running_program>
stage::start(const std::vector<std::string>& arguments, const std::string& route) const {
    std::vector<std::string> all{"-d", route.empty() ? url() : route, "migrate"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    return std::make_unique<dunlin::test::running_program>(
        all, dunlin::test::surroundings{.folder = folder_.path()});
}

dunlin::test::outcome stage::migrate(const std::vector<std::string>& arguments,
                                     const std::string& route) const {
    return start(arguments, route)->wait();
}

std::string stage::ask(std::string_view sql) const {
    sqldb::connection db(database_.config());
    return sqldb::query_value<std::string>(db, sql);
}

void stage::execute(std::string_view sql) const {
    sqldb::connection(database_.config()).run_script(sql);
}

bool stage::becomes(std::string_view sql, std::string_view answer) const {
    sqldb::connection db(database_.config());
    for (const auto end = std::chrono::steady_clock::now() + 60s;
         std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(10ms)) {
        if (sqldb::query_value<std::string>(db, sql) == answer) {
            return true;
        }
    }
    return false;
}

bool stage::runs(const std::string& version) const {
    return becomes("SELECT (count(*) > 0)::text" + std::string(at_work) + " AND query LIKE '% " +
                       version + " */%'",
                   "true");
}

bool stage::falls_silent() const {
    return becomes("SELECT count(*)::text" + std::string(at_work), "0");
}

std::string stage::applied() const {
    return ask("SELECT coalesce(string_agg(version, ' ' ORDER BY rank), '') "
               "FROM dunlin.migrations");
}

std::string stage::over(const std::string& host, int port) const {
    return "host=" + host + " port=" + std::to_string(port) +
           " user=" + ask("SELECT current_user") + " dbname=" + database();
}

std::string stage::socket() const {
    return dunlin::test::server_socket().string();
}

} // namespace faults
