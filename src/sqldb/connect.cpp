// SPDX-License-Identifier: MIT
#include "connect.hpp"

#include "conninfo.hpp"
#include "startup_environment.hpp"
#include "wait.hpp"

#include <dunlin/base/interruption.hpp>

#include <poll.h>

#include <charconv>
#include <new>

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

void complete(const connection_handle& handle, const config& settings,
              std::chrono::milliseconds limit) {
    const auto until = deadline_after(limit);
    auto step = PGRES_POLLING_WRITING;
    while (step != PGRES_POLLING_OK) {
        if (step == PGRES_POLLING_FAILED || PQstatus(handle.get()) == CONNECTION_BAD) {
            require_sound_options(settings);
            throw connect_error(settings, handle.get());
        }
        const short events = step == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        switch (wait_for(PQsocket(handle.get()), events, settings.stop, until)) {
        case wake::interrupted:
            settings.stop->check();
            break;
        case wake::timed_out:
            throw connect_timeout_error(settings, limit);
        case wake::ready:
            step = PQconnectPoll(handle.get());
        }
    }
}

} // namespace

connection_handle connect(const config& settings) {
    if (settings.stop != nullptr) {
        settings.stop->check();
    }
    const auto options = conninfo_of(settings);
    const conninfo_arrays arrays(options);
    const startup_environment environment;
    connection_handle handle(PQconnectStartParams(arrays.keywords.data(), arrays.values.data(), 0));
    if (!handle) {
        throw std::bad_alloc();
    }
    // A refused login leaves no PGresult; only the verbose text of libpq holds its SQLSTATE.
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE);
    PQsetNoticeReceiver(handle.get(), receive_notice, const_cast<config*>(&settings));
    complete(handle, settings, time_limit(settings, options));
    PQsetErrorVerbosity(handle.get(), PQERRORS_DEFAULT);
    PQsetnonblocking(handle.get(), 1);
    return handle;
}

} // namespace dunlin::sqldb
