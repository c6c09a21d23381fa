// SPDX-License-Identifier: MIT
#include "program_version.hpp"
#include "shared/hiding_observer.hpp"
#include "shared/safe_failure.hpp"
#include "shared/statement_recorders.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/observation.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/output/reader_wait.hpp>
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/telemetry/metrics_file.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>
#include <dunlin/telemetry/otlp_sender.hpp>
#include <dunlin/telemetry/statement_log.hpp>
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

telemetry::command_metrics metrics_of(const std::string& verb, exit_code code,
                                      microseconds duration,
                                      const sqldb::statement_totals& totals) {
    telemetry::command_metrics metrics{.verb = verb,
                                       .code = code,
                                       .duration = duration,
                                       .database = {},
                                       .statements = totals.statements,
                                       .failed_statements = totals.failures,
                                       .statement_duration = totals.duration,
                                       .connections = totals.connects,
                                       .failed_connections = totals.connect_failures,
                                       .connection_duration = totals.connect_duration};
    if (const auto& address = totals.where) {
        metrics.database = {address->database, fmt::format("{}:{}", address->host, address->port)};
    }
    return metrics;
}

} // namespace

/// All that observe statements.
struct observation::recorders {
    std::unique_ptr<statement_printer> printer;
    std::unique_ptr<telemetry::statement_log> log;
    std::unique_ptr<statement_logger> logger;
    std::unique_ptr<span_recorder> spans;
    std::unique_ptr<sqldb::statement_metrics> metrics;
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
        migrations_ = std::make_unique<telemetry::migration_metrics>();
    }
    collect_recorders(files.statements);
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

std::unique_ptr<telemetry::statement_log>
observation::open_statement_log(const std::filesystem::path& file) {
    const auto format = format_ == log_format::json ? telemetry::statement_log_format::json
                                                    : telemetry::statement_log_format::text;
    return std::make_unique<telemetry::statement_log>(
        file, verb_, format, [this](const std::string& text) { voice_.warn(text); },
        output::reader_wait{&stop_, limit_});
}

void observation::collect_recorders(const std::filesystem::path& statement_file) {
    recorders_ = std::make_unique<recorders>();
    std::vector<sqldb::statement_observer*> all;
    if (voice_.traces()) {
        recorders_->printer = std::make_unique<statement_printer>(voice_);
        all.push_back(recorders_->printer.get());
    }
    if (!statement_file.empty()) {
        attempt(voice_, [&] {
            recorders_->log = open_statement_log(statement_file);
            recorders_->logger = std::make_unique<statement_logger>(*recorders_->log);
            all.push_back(recorders_->logger.get());
        });
    }
    if (tracer_) {
        recorders_->spans = std::make_unique<span_recorder>(*tracer_);
        all.push_back(recorders_->spans.get());
    }
    if (!metrics_file_.empty()) {
        recorders_->metrics = std::make_unique<sqldb::statement_metrics>();
        all.push_back(recorders_->metrics.get());
    }
    if (!all.empty()) {
        recorders_->all = std::make_unique<sqldb::statement_observers>(std::move(all));
        recorders_->hiding = std::make_unique<hiding_observer>(*recorders_->all, hidden_);
        statements_ = recorders_->hiding.get();
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
    telemetry::update_metrics_file(
        metrics_file_, metrics_of(verb_, code, elapsed(), recorders_->metrics->totals()),
        *migrations_, output::reader_wait{&stop_, limit_});
}

} // namespace dunlin::commands
