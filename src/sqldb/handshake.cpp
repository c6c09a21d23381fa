// SPDX-License-Identifier: MIT
// libpq directly: libpqxx connects with a blocking call, and reports only the text of a failure.
#include "handshake.hpp"

#include "bounded_call.hpp"
#include "connect_error.hpp"
#include "conninfo.hpp"
#include "name_lookup.hpp"
#include "option_environment.hpp"
#include "server_responses.hpp"
#include "startup_environment.hpp"
#include "wait.hpp"

#include <dunlin/base/interruption.hpp>
#include <dunlin/base/text.hpp>

#include <poll.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::sqldb {
namespace {

/// Replaces libpq's own receiver, which prints to stderr.
void receive_notice(void* settings, const PGresult* result) noexcept {
    const auto& report = static_cast<const config*>(settings)->on_notice;
    if (report) {
        report(notice_of(result));
    }
}

/// How much longer than a statement connecting may take, so that a short limit for statements does
/// not prevent connecting to a distant server.
constexpr std::chrono::seconds extra_connect_time{3};

/// The URL's connect_timeout (whole seconds; 0 or less is no limit), which only libpq's blocking
/// calls apply, or else the configuration's.
std::chrono::milliseconds connect_limit(const config& settings, const conninfo& options) {
    const auto option = options.find("connect_timeout");
    if (option == options.end()) {
        return settings.connect_timeout;
    }
    int seconds = 0;
    const auto& text = option->second;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    return std::chrono::seconds(seconds);
}

std::chrono::milliseconds time_limit(const config& settings, const conninfo& options) {
    const auto limit = connect_limit(settings, options);
    if (settings.statement_timeout.count() <= 0) {
        return limit;
    }
    const auto longest = settings.statement_timeout + extra_connect_time;
    return limit.count() > 0 ? std::min(limit, longest) : longest;
}

/// The state of a thread that continues opening a session and may outlive the handshake.
struct opening {
    conninfo options;
    std::vector<notice> notices; ///< received meanwhile; must outlive the handle
    connection_handle handle;
    PostgresPollingStatusType step = PGRES_POLLING_WRITING;
};

void keep_notice(void* notices, const PGresult* result) noexcept {
    static_cast<std::vector<notice>*>(notices)->push_back(notice_of(result));
}

connection_handle start(const conninfo& options) {
    const conninfo_arrays arrays(options);
    return connection_handle(PQconnectStartParams(arrays.keywords.data(), arrays.values.data(), 0));
}

/// The keywords to connect with.
conninfo options_for(const config& settings) {
    auto options = conninfo_of(settings);
    if (settings.only_encrypted) {
        const std::string mode = value_of(resolve(settings).options, "sslmode");
        if (mode == "disable" || mode == "allow" || mode == "prefer") {
            options["sslmode"] = "require";
        }
    }
    return options;
}

/// An option that libpq rejects is a configuration error, not a network error. resolve() does not
/// see target_session_attrs; libpq names it only when it rejects its value.
void require_sound_options(const config& settings, std::string_view message) {
    const auto resolved = resolve(settings).problem;
    const bool is_target = message.find("target_session_attrs") != std::string_view::npos;
    const std::string problem = resolved.empty() && is_target ? std::string(message) : resolved;
    if (!problem.empty()) {
        throw error(error_kind::config, "cannot connect to the database: " + problem)
            .with_hint("check the URL, the PG* variables and the service file");
    }
}

/// The reason of a failure matters more than the address, so an unknown one is left empty.
server_address address_if_known(const config& settings) noexcept {
    try {
        return address_of(settings);
    } catch (const std::exception&) {
        return {};
    }
}

/// libpq has no user or database when it has rejected the options.
std::string text_or_empty(const char* text) {
    return text == nullptr ? "" : text;
}

failed_attempt failed_attempt_of(const PGconn* handle) {
    return {std::string(trim(PQerrorMessage(handle))),
            text_or_empty(PQuser(handle)),
            text_or_empty(PQdb(handle)),
            text_or_empty(PQhost(handle)),
            text_or_empty(PQport(handle)),
            PQconnectionNeedsPassword(handle) != 0};
}

short poll_events_of(PostgresPollingStatusType step) noexcept {
    return step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
}

} // namespace

server_address address_of_session(const PGconn* session) {
    server_address address;
    address.host = PQhost(session);
    const std::string_view port = PQport(session);
    std::from_chars(port.data(), port.data() + port.size(), address.port);
    address.database = PQdb(session);
    return address;
}

handshake::handshake(const config& settings) : settings_(settings) {
    const auto started = clock::now();
    const startup_environment environment(settings_);
    try {
        begin();
        continue_without_waiting();
    } catch (const error&) {
        refused_ = std::current_exception();
    }
    spent_beginning_ = clock::now() - started;
}

void handshake::begin() {
    const auto options = options_for(settings_);
    limit_ = time_limit(settings_, options);
    {
        // A thread that outlives this is in a name lookup and has read its options already.
        const option_environment environment(settings_, options);
        looks_up_names_ = may_look_up_again(options);
        if (may_look_up_a_name(options)) {
            start_in_thread(options);
        } else {
            handle_ = start(options);
        }
    }
    if (!handle_) {
        throw std::bad_alloc();
    }
    // A refused login has no PGresult; only libpq's verbose text contains its SQLSTATE.
    PQsetErrorVerbosity(handle_.get(), PQERRORS_VERBOSE);
    PQsetNoticeReceiver(handle_.get(), receive_notice, const_cast<config*>(&settings_));
}

/// Name lookups cannot be interrupted, so a separate thread does them.
void handshake::start_in_thread(const conninfo& options) {
    const auto shared = std::make_shared<opening>();
    shared->options = options;
    require_ready(bounded_call([shared] { shared->handle = start(shared->options); },
                               settings_.stop, end_of_attempt()));
    handle_ = std::move(shared->handle);
}

void handshake::continue_in_thread(deadline until) {
    const auto shared = std::make_shared<opening>();
    shared->handle = std::move(handle_);
    PQsetNoticeReceiver(shared->handle.get(), keep_notice, &shared->notices);
    require_ready(bounded_call([shared] { shared->step = PQconnectPoll(shared->handle.get()); },
                               settings_.stop, until));
    handle_ = std::move(shared->handle);
    step_ = shared->step;
    PQsetNoticeReceiver(handle_.get(), receive_notice, const_cast<config*>(&settings_));
    for (const notice& received : shared->notices) {
        if (settings_.on_notice) {
            settings_.on_notice(received);
        }
    }
}

void handshake::continue_connecting(deadline until) {
    if (looks_up_names_) {
        continue_in_thread(until);
    } else {
        step_ = PQconnectPoll(handle_.get());
    }
}

deadline handshake::end_of_attempt() const {
    return earlier_of(deadline_after(limit_), settings_.until);
}

void handshake::require_ready(wake reason) const {
    if (reason == wake::interrupted) {
        check_stop();
    }
    if (reason == wake::timed_out) {
        throw connect_timeout_error(settings_, limit_);
    }
}

/// Limited, because a server may never stop sending; the second part waits for it with its limits.
void handshake::continue_without_waiting() {
    constexpr int most_steps = 16;
    const auto until = end_of_attempt();
    for (int steps = 0;
         steps < most_steps && (step_ == PGRES_POLLING_READING || step_ == PGRES_POLLING_WRITING) &&
         PQstatus(handle_.get()) != CONNECTION_BAD &&
         has_event(PQsocket(handle_.get()), poll_events_of(step_));
         ++steps) {
        continue_connecting(until);
    }
}

void handshake::check_stop() const {
    if (settings_.stop != nullptr) {
        settings_.stop->check();
    }
}

void handshake::wait_until_connected() {
    // libpq may not have sent the start-up packet yet.
    const startup_environment environment(settings_);
    const auto until = end_of_attempt();
    while (step_ != PGRES_POLLING_OK) {
        if (step_ == PGRES_POLLING_FAILED || PQstatus(handle_.get()) == CONNECTION_BAD) {
            const failed_attempt attempt = failed_attempt_of(handle_.get());
            require_sound_options(settings_, attempt.text);
            throw connect_error(settings_, attempt);
        }
        require_ready(
            wait_for(PQsocket(handle_.get()), poll_events_of(step_), settings_.stop, until));
        continue_connecting(until);
    }
}

connection_handle handshake::connect() {
    check_stop();
    if (refused_) {
        std::rethrow_exception(refused_);
    }
    wait_until_connected();
    PQsetErrorVerbosity(handle_.get(), PQERRORS_DEFAULT);
    return std::move(handle_);
}

connection_handle handshake::finish(server_address& address) {
    if (settings_.observer == nullptr) {
        return connect();
    }
    const auto started = clock::now();
    connect_event event;
    event.server = &address;
    const auto report = [&] {
        event.duration = std::chrono::duration_cast<std::chrono::microseconds>(
            spent_beginning_ + (clock::now() - started));
        settings_.observer->on_connect(event);
    };
    try {
        connection_handle handle = connect();
        address = address_of_session(handle.get());
        event.backend_pid = PQbackendPID(handle.get());
        report();
        return handle;
    } catch (const error& problem) {
        address = address_if_known(settings_);
        event.failed = true;
        event.sqlstate = problem.sqlstate;
        report();
        throw;
    }
}

} // namespace dunlin::sqldb
