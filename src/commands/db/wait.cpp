// SPDX-License-Identifier: MIT
#include "db/wait.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/error.hpp>

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <chrono>
#include <string>

namespace dunlin::commands {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds default_time_limit = 1min;
/// So that one attempt at a host that drops packets does not use up the whole time.
constexpr milliseconds max_attempt_time = 5s;
constexpr milliseconds max_pause = 500ms;

void pause(const interruption& stop, milliseconds length) {
    pollfd waiting{stop.fd(), POLLIN, 0};
    ::poll(&waiting, 1, static_cast<int>(length.count()));
    stop.check();
}

void attempt(const sqldb::config& settings) {
    sqldb::connection db(settings);
    try {
        sqldb::status_check(db);
    } catch (const error& problem) {
        if (problem.kind() != error_kind::timed_out && problem.kind() != error_kind::connection) {
            throw;
        }
        sqldb::connect_failure no_answer(
            error_kind::connection,
            fmt::format("{} accepts connections but does not respond", sqldb::describe(settings)));
        no_answer.may_pass = true;
        throw no_answer;
    }
}

void report(context& context, const sqldb::config& settings, milliseconds waited) {
    const std::string database = sqldb::describe(settings);
    if (context.json()) {
        output::json_writer json(context.out());
        json.begin_object().member("schema", 1).member("database", database);
        json.member("waited_ms", waited.count()).end_object();
    }
    context.info(fmt::format("{} accepts connections", database));
}

} // namespace

runner setup_db_wait(flag_set&) {
    return [](context& context) { return run_db_wait(context); };
}

exit_code run_db_wait(context& context) {
    sqldb::config settings = context.database_settings();
    settings.statement_timeout = 0ms;
    settings.cancel_timeout = 0ms;
    const milliseconds time_limit =
        context.options().timeout > 0ms ? context.options().timeout : default_time_limit;
    const auto start = steady_clock::now();
    milliseconds delay = 50ms;
    std::string last_message;
    while (true) {
        const auto waited = std::chrono::duration_cast<milliseconds>(steady_clock::now() - start);
        settings.connect_timeout =
            std::clamp(time_limit - waited, milliseconds(100), max_attempt_time);
        settings.until = steady_clock::now() + settings.connect_timeout;
        try {
            attempt(settings);
            report(context, settings, waited);
            return exit_code::done;
        } catch (const sqldb::connect_failure& problem) {
            if (!problem.may_pass || waited + delay >= time_limit) {
                throw;
            }
            // Printed only when the reason changes.
            if (problem.message() != last_message) {
                last_message = problem.message();
                context.info(fmt::format("waiting: {}", last_message));
            }
        }
        pause(context.stop(), delay);
        delay = std::min(delay * 2, max_pause);
    }
}

} // namespace dunlin::commands
