// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/connection.hpp>

#include <support/database.hpp>
#include <support/wait_until.hpp>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <exception>

namespace dunlin::test {
namespace {

std::string next_name() {
    static std::atomic<int> counter{0};
    return "dunlin_test_" + std::to_string(::getpid()) + "_" + std::to_string(++counter);
}

void run_on_server(const std::string& statement) {
    dunlin::sqldb::config settings;
    settings.url = server_url();
    dunlin::sqldb::connection(settings).run(statement, {});
}

} // namespace

void end_session(dunlin::sqldb::connection& admin, int backend_pid) {
    const dunlin::sqldb::parameters session{{"pid", backend_pid}};
    if (admin.server_version() >= 140000) {
        // Until the process is gone; its row goes before its socket is closed.
        admin.run("SELECT pg_terminate_backend(:pid::int, 60000)", session);
        return;
    }
    admin.run("SELECT pg_terminate_backend(:pid::int)", session);
    wait_until([&] {
        return admin.run("SELECT FROM pg_stat_activity WHERE pid = :pid::int", session).empty();
    });
}

std::string shown(const std::string& url) {
    dunlin::sqldb::config settings;
    settings.url = url;
    std::string text = dunlin::sqldb::describe(settings).substr(std::string("postgres://").size());
    const auto port = text.find(":5432/");
    return port == std::string::npos ? text : text.erase(port, 5);
}

std::string with_user(const std::string& url, const std::string& user) {
    if (url.find("://") == std::string::npos) {
        return url + " user='" + user + "'";
    }
    std::string encoded;
    for (const unsigned char c : user) {
        std::array<char, 4> digits{};
        std::snprintf(digits.data(), digits.size(), "%%%02X", c);
        encoded += digits.data();
    }
    return url + (url.find('?') == std::string::npos ? "?user=" : "&user=") + encoded;
}

std::string with_database(const std::string& url, const std::string& name) {
    const auto scheme = url.find("://");
    if (scheme == std::string::npos) {
        return url + " dbname=" + name;
    }
    const auto query = std::min(url.find('?', scheme), url.size());
    const auto path = std::min(url.find('/', scheme + 3), query);
    return url.substr(0, path) + "/" + name + url.substr(query);
}

test_database::test_database() : name_(next_name()) {
    // template0 is never in use, so that tests can do this at the same time.
    run_on_server("CREATE DATABASE " + name_ + " TEMPLATE template0");
}

test_database::~test_database() {
    try {
        run_on_server("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)");
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s was not dropped: %s\n", name_.c_str(), problem.what());
    }
}

dunlin::sqldb::config test_database::config() const {
    dunlin::sqldb::config settings;
    settings.url = url();
    return settings;
}

std::string test_database::url() const {
    return with_database(server_url(), name_);
}

} // namespace dunlin::test
