// SPDX-License-Identifier: MIT
#include "program_version.hpp"
#include "shared/hiding_observer.hpp"
#include "shared/metrics_file.hpp"
#include "shared/migration_metrics.hpp"
#include "shared/safe_failure.hpp"
#include "shared/statement_log.hpp"
#include "shared/statement_spans.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/observation.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/telemetry/otlp_sender.hpp>
#include <dunlin/telemetry/trace_context.hpp>
#include <dunlin/telemetry/trace_file.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <exception>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace dunlin::commands {

using std::chrono::microseconds;
using std::chrono::steady_clock;

namespace {

constexpr std::chrono::milliseconds longest_sending_within_limit{2000};

void warn_of(const talk& voice, const error& problem) {
    voice.warn(config::redact(problem.hint().empty()
                                  ? problem.message()
                                  : fmt::format("{}; {}", problem.message(), problem.hint())));
}

/// Whatever goes wrong in `work` is a warning.
void attempt(const talk& voice, const std::function<void()>& work) {
    try {
        work();
    } catch (const error& problem) {
        warn_of(voice, problem);
    } catch (const std::exception& problem) {
        voice.warn(config::redact(problem.what()));
    }
}

telemetry::trace_context context_of(const environment& variables) {
    auto caller = telemetry::parse_traceparent(variables("TRACEPARENT").value_or(""));
    if (!caller) {
        return {telemetry::new_trace_id(), "", true, ""};
    }
    caller->state = variables("TRACESTATE").value_or("");
    return std::move(*caller);
}

} // namespace

/// All that look at statements.
struct observation::taps {
    std::unique_ptr<statement_log> told;
    std::unique_ptr<statement_file> written;
    std::unique_ptr<statement_spans> traced;
    std::unique_ptr<sqldb::statement_metrics> counted;
    std::unique_ptr<sqldb::statement_observers> all;
    std::unique_ptr<hiding_observer> hiding;
};

observation::observation(std::string verb, log_format format, const talk& voice,
                         const interruption& stop)
    : verb_(std::move(verb)), format_(format), voice_(voice), stop_(stop),
      begun_(steady_clock::now()) {}

observation::~observation() = default;

microseconds observation::elapsed() const {
    return std::chrono::duration_cast<microseconds>(steady_clock::now() - begun_);
}

void observation::open(const observation_files& files, const environment& variables,
                       bool may_send) {
    if (std::exchange(opened_, true)) {
        return;
    }
    limit_ = files.limit;
    attempt(voice_, [&] { open_trace(files, variables, may_send); });
    if (!files.metrics.empty()) {
        metrics_file_ = files.metrics;
        migrations_ = std::make_unique<migration_metrics>();
    }
    collect_taps(files.statements);
}

void observation::open_trace(const observation_files& files, const environment& variables,
                             bool may_send) {
    const std::filesystem::path& file = files.trace;
    std::optional<telemetry::otlp_endpoint> endpoint;
    if (may_send) {
        attempt(voice_, [&] { endpoint = telemetry::otlp_endpoint_of(variables); });
    }
    if (file.empty() && !endpoint) {
        return;
    }
    const telemetry::trace_context caller = context_of(variables);
    const telemetry::trace_identity who{.resource =
                                            telemetry::resource_of(variables, program_version),
                                        .trace_id = caller.trace_id,
                                        .trace_state = caller.state,
                                        .version = std::string(program_version)};
    tracer_ = std::make_unique<telemetry::tracer>(
        caller.span_id, [this](const std::string& text) { voice_.warn(config::redact(text)); });
    tracer_->begin("dunlin " + verb_,
                   {{"process.executable.name", "dunlin"},
                    {"process.pid", std::int64_t{::getpid()}},
                    {"dunlin.verb", verb_}},
                   elapsed());
    if (!file.empty()) {
        attempt(voice_, [&] {
            tracer_->add(std::make_unique<telemetry::trace_file>(
                file, who, output::reader_wait{&stop_, limit_}));
        });
    }
    // Whoever called does not record this trace; a file was asked for by name all the same.
    if (endpoint && caller.sampled) {
        if (files.limit.count() > 0) {
            endpoint->timeout = std::min(endpoint->timeout, longest_sending_within_limit);
        }
        tracer_->add(std::make_unique<telemetry::otlp_sender>(std::move(*endpoint), who, &stop_));
    }
}

void observation::collect_taps(const std::filesystem::path& statement_file_path) {
    taps_ = std::make_unique<taps>();
    std::vector<sqldb::statement_observer*> all;
    if (voice_.traces()) {
        taps_->told = std::make_unique<statement_log>(voice_);
        all.push_back(taps_->told.get());
    }
    if (!statement_file_path.empty()) {
        attempt(voice_, [&] {
            taps_->written = std::make_unique<statement_file>(
                statement_file_path, verb_, format_, voice_, output::reader_wait{&stop_, limit_});
            all.push_back(taps_->written.get());
        });
    }
    if (tracer_) {
        taps_->traced = std::make_unique<statement_spans>(*tracer_);
        all.push_back(taps_->traced.get());
    }
    if (!metrics_file_.empty()) {
        taps_->counted = std::make_unique<sqldb::statement_metrics>();
        all.push_back(taps_->counted.get());
    }
    if (!all.empty()) {
        taps_->all = std::make_unique<sqldb::statement_observers>(std::move(all));
        taps_->hiding = std::make_unique<hiding_observer>(*taps_->all, hidden_);
        statements_ = taps_->hiding.get();
    }
}

void observation::finish(exit_code code, const error* problem) {
    if (tracer_) {
        attempt(voice_, [&] {
            while (tracer_->depth() > 1) {
                tracer_->end();
            }
            tracer_->describe({"process.exit.code", std::int64_t{static_cast<int>(code)}});
            if (problem != nullptr) {
                tracer_->fail(failure_type(*problem), safe_message(*problem));
            }
            tracer_->finish();
        });
    }
    if (!metrics_file_.empty()) {
        attempt(voice_, [&] { write_metrics(code); });
    }
}

void observation::write_metrics(exit_code code) {
    command_totals totals;
    totals.verb = verb_;
    totals.code = code;
    totals.duration = elapsed();
    totals.statements = taps_->counted->totals();
    update_metrics_file(metrics_file_, totals, *migrations_, {&stop_, limit_});
}

} // namespace dunlin::commands
