// SPDX-License-Identifier: MIT
#include "handshake.hpp"

#include "connect_error.hpp"
#include "conninfo.hpp"
#include "startup_environment.hpp"
#include "wait.hpp"

#include <dunlin/base/interruption.hpp>

#include <poll.h>

#include <charconv>
#include <new>
#include <string_view>

namespace dunlin::sqldb {
namespace {

std::string field_of(const PGresult* result, int code) {
    const char* text = PQresultErrorField(result, code);
    return text == nullptr ? "" : text;
}

/// libpq's own receiver would print to stderr.
void receive_notice(void* settings, const PGresult* result) noexcept {
    const auto& report = static_cast<const config*>(settings)->on_notice;
    if (report) {
        report({field_of(result, PG_DIAG_SEVERITY_NONLOCALIZED), field_of(result, PG_DIAG_SQLSTATE),
                field_of(result, PG_DIAG_MESSAGE_PRIMARY), field_of(result, PG_DIAG_MESSAGE_DETAIL),
                field_of(result, PG_DIAG_MESSAGE_HINT)});
    }
}

/// The URL's connect_timeout (whole seconds; 0 or less is no limit), which only libpq's blocking
/// calls would heed, over the configuration's.
std::chrono::milliseconds time_limit(const config& settings, const conninfo& options) {
    const auto given = options.find("connect_timeout");
    if (given == options.end()) {
        return settings.connect_timeout;
    }
    int seconds = 0;
    const auto& text = given->second;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds(seconds);
}

/// An option that libpq refuses is a matter of configuration, not of the network.
void require_sound_options(const config& settings) {
    const auto problem = find_option_problem(settings);
    if (!problem.empty()) {
        throw error(error_kind::config, "the database cannot be connected to: " + problem)
            .with_hint("check the URL, the PG* variables and the service file");
    }
}

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

short wanted_by(PostgresPollingStatusType step) noexcept {
    return step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
}

} // namespace

handshake::handshake(const config& settings) : settings_(settings) {
    const auto begun = clock::now();
    const startup_environment environment;
    try {
        begin();
        go_on_without_waiting();
    } catch (const error&) {
        refused_ = std::current_exception();
    }
    spent_beginning_ = clock::now() - begun;
}

void handshake::begin() {
    const auto options = conninfo_of(settings_);
    const conninfo_arrays arrays(options);
    limit_ = time_limit(settings_, options);
    handle_.reset(PQconnectStartParams(arrays.keywords.data(), arrays.values.data(), 0));
    if (!handle_) {
        throw std::bad_alloc();
    }
    // A refused login leaves no PGresult; only the verbose text of libpq holds its SQLSTATE.
    PQsetErrorVerbosity(handle_.get(), PQERRORS_VERBOSE);
    PQsetNoticeReceiver(handle_.get(), receive_notice, const_cast<config*>(&settings_));
}

void handshake::go_on_without_waiting() {
    while ((step_ == PGRES_POLLING_READING || step_ == PGRES_POLLING_WRITING) &&
           PQstatus(handle_.get()) != CONNECTION_BAD &&
           has_event(PQsocket(handle_.get()), wanted_by(step_))) {
        step_ = PQconnectPoll(handle_.get());
    }
}

void handshake::check_stop() const {
    if (settings_.stop != nullptr) {
        settings_.stop->check();
    }
}

void handshake::wait_to_the_end() {
    const startup_environment environment; // libpq may have come no further than to ask for TLS
    const auto until = deadline_after(limit_);
    while (step_ != PGRES_POLLING_OK) {
        if (step_ == PGRES_POLLING_FAILED || PQstatus(handle_.get()) == CONNECTION_BAD) {
            require_sound_options(settings_);
            throw connect_error(settings_, handle_.get());
        }
        switch (wait_for(PQsocket(handle_.get()), wanted_by(step_), settings_.stop, until)) {
        case wake::interrupted:
            check_stop();
            break;
        case wake::timed_out:
            throw connect_timeout_error(settings_, limit_);
        case wake::ready:
            step_ = PQconnectPoll(handle_.get());
        }
    }
}

connection_handle handshake::take() {
    check_stop();
    if (refused_) {
        std::rethrow_exception(refused_);
    }
    wait_to_the_end();
    PQsetErrorVerbosity(handle_.get(), PQERRORS_DEFAULT);
    PQsetnonblocking(handle_.get(), 1);
    return std::move(handle_);
}

connection_handle handshake::finish(server_address& address) {
    if (settings_.observer == nullptr) {
        return take();
    }
    const auto begun = clock::now();
    connect_event event;
    event.where = &address;
    const auto report = [&] {
        event.duration = std::chrono::duration_cast<std::chrono::microseconds>(
            spent_beginning_ + (clock::now() - begun));
        settings_.observer->on_connect(event);
    };
    try {
        connection_handle made = take();
        address = address_of_session(made.get());
        event.backend_pid = PQbackendPID(made.get());
        report();
        return made;
    } catch (const error& problem) {
        address = address_if_known(settings_);
        event.failed = true;
        event.sqlstate = problem.sqlstate;
        report();
        throw;
    }
}

} // namespace dunlin::sqldb
