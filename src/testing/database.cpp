// SPDX-License-Identifier: MIT
#include "server.hpp"
#include "template.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/testing/database.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <exception>
#include <random>
#include <utility>

namespace dunlin::testing {
namespace {

/// Several machines may share a server, and a process id come back.
std::string next_name() {
    static std::atomic<int> counter{0};
    static const unsigned random = std::random_device()();
    return fmt::format("dunlin_test_{}_{}_{:08x}", ::getpid(), ++counter, random);
}

sqldb::config config_of(const std::string& url) {
    sqldb::config settings;
    settings.url = url;
    return settings;
}

} // namespace

database::database(database_options options)
    : options_(std::move(options)), server_(server_url(options_.server)), name_(next_name()),
      url_(with_database(server_, name_)), exceptions_(std::uncaught_exceptions()) {
    sqldb::connection maintenance(config_of(server_));
    create_from_template(maintenance, server_, options_, name_);
}

database::~database() {
    const bool has_failed = has_failed_ || std::uncaught_exceptions() > exceptions_;
    try {
        if (options_.keep_on_failure && has_failed) {
            if (options_.on_kept) {
                options_.on_kept(url_);
            }
            return;
        }
        sqldb::connection(config_of(server_))
            .run("DROP DATABASE IF EXISTS " + name_ + " WITH (FORCE)", {});
    } catch (const std::exception&) {
        // A test's result does not depend on what is left on the server.
    }
}

sqldb::config database::config() const {
    return config_of(url_);
}

} // namespace dunlin::testing
