// SPDX-License-Identifier: MIT
#include "connect.hpp"

#include <charconv>
#include <chrono>
#include <string_view>

namespace dunlin::sqldb {
namespace {

using std::chrono::steady_clock;

server_address address_of_session(const PGconn* handle) {
    server_address made;
    made.host = PQhost(handle);
    const std::string_view port = PQport(handle);
    std::from_chars(port.data(), port.data() + port.size(), made.port);
    made.database = PQdb(handle);
    return made;
}

/// Nobody shall miss the reason of a failure because its place is not known.
server_address address_if_known(const config& settings) noexcept {
    try {
        return address_of(settings);
    } catch (const std::exception&) {
        return {};
    }
}

} // namespace

connection_handle connect_observed(const config& settings, server_address& address) {
    if (settings.observer == nullptr) {
        return connect(settings);
    }
    const auto begun = steady_clock::now();
    connect_event event;
    event.where = &address;
    const auto report = [&] {
        event.duration =
            std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begun);
        settings.observer->on_connect(event);
    };
    try {
        connection_handle made = connect(settings);
        address = address_of_session(made.get());
        event.backend_pid = PQbackendPID(made.get());
        report();
        return made;
    } catch (const error& problem) {
        address = address_if_known(settings);
        event.failed = true;
        event.sqlstate = problem.sqlstate;
        report();
        throw;
    }
}

} // namespace dunlin::sqldb
