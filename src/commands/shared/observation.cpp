// SPDX-License-Identifier: MIT
#include "program_version.hpp"
#include "shared/hiding_observer.hpp"
#include "shared/safe_failure.hpp"
#include "shared/statement_recorders.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/messages.hpp>
#include <dunlin/commands/observation.hpp>
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

constexpr std::chrono::milliseconds max_export_time_with_timeout{2000};

void warn_about(const messages& messages, const error& problem) {
    messages.warn(config::redact(problem.hint().empty()
                                     ? problem.message()
                                     : fmt::format("{}; {}", problem.message(), problem.hint())));
}

/// Turns a failure of `work` into a warning.
void warn_on_failure(const messages& messages, const std::function<void()>& work) {
    try {
        work();
    } catch (const error& problem) {
        warn_about(messages, problem);
    } catch (const std::exception& problem) {
        messages.warn(config::redact(problem.what()));
    }
}

telemetry::trace_context trace_context_of(const environment& variables) {
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
    if (const auto& address = totals.server) {
        metrics.database = {address->database, fmt::format("{}:{}", address->host, address->port)};
    }
    return metrics;
}

} // namespace

/// The observers of statements; null for those that are not needed.
struct observation::recorders {
    std::unique_ptr<statement_printer> printer;
    std::unique_ptr<telemetry::statement_log> log;
    std::unique_ptr<statement_logger> logger;
    std::unique_ptr<span_recorder> spans;
    std::unique_ptr<sqldb::statement_metrics> metrics;
    std::unique_ptr<sqldb::statement_observers> all;
    std::unique_ptr<hiding_observer> hiding;
};

observation::observation(std::string verb, log_format format, const messages& messages,
                         const interruption& stop)
    : verb_(std::move(verb)), format_(format), messages_(messages), stop_(stop),
      started_at_(steady_clock::now()) {}

observation::~observation() = default;

microseconds observation::elapsed() const {
    return std::chrono::duration_cast<microseconds>(steady_clock::now() - started_at_);
}

void observation::open(const observation_files& files, const environment& variables,
                       bool export_spans) {
    if (std::exchange(opened_, true)) {
        return;
    }
    timeout_ = files.timeout;
    warn_on_failure(messages_, [&] { open_trace(files, variables, export_spans); });
    if (!files.metrics.empty()) {
        metrics_file_ = files.metrics;
        migrations_ = std::make_unique<telemetry::migration_metrics>();
    }
    add_recorders(files.statement_log);
}

void observation::open_trace(const observation_files& files, const environment& variables,
                             bool export_spans) {
    const std::filesystem::path& file = files.trace;
    std::optional<telemetry::otlp_endpoint> endpoint;
    if (export_spans) {
        warn_on_failure(messages_, [&] { endpoint = telemetry::otlp_endpoint_of(variables); });
    }
    if (file.empty() && !endpoint) {
        return;
    }
    const telemetry::trace_context caller = trace_context_of(variables);
    const telemetry::trace_identity identity{.resource =
                                                 telemetry::resource_of(variables, program_version),
                                             .trace_id = caller.trace_id,
                                             .trace_state = caller.state,
                                             .version = std::string(program_version)};
    tracer_ = std::make_unique<telemetry::tracer>(
        caller.span_id, [this](const std::string& text) { messages_.warn(config::redact(text)); });
    tracer_->begin("dunlin " + verb_,
                   {{"process.executable.name", "dunlin"},
                    {"process.pid", std::int64_t{::getpid()}},
                    {"dunlin.verb", verb_}},
                   elapsed());
    if (!file.empty()) {
        warn_on_failure(messages_, [&] {
            tracer_->add(std::make_unique<telemetry::trace_file>(
                file, identity, output::reader_wait{&stop_, timeout_}));
        });
    }
    // An unsampled trace is not exported; a file is written whether the caller samples or not.
    if (endpoint && caller.sampled) {
        if (files.timeout.count() > 0) {
            endpoint->timeout = std::min(endpoint->timeout, max_export_time_with_timeout);
        }
        tracer_->add(
            std::make_unique<telemetry::otlp_sender>(std::move(*endpoint), identity, &stop_));
    }
}

std::unique_ptr<telemetry::statement_log>
observation::open_statement_log(const std::filesystem::path& file) {
    const auto format = format_ == log_format::json ? telemetry::statement_log_format::json
                                                    : telemetry::statement_log_format::text;
    return std::make_unique<telemetry::statement_log>(
        file, verb_, format, [this](const std::string& text) { messages_.warn(text); },
        output::reader_wait{&stop_, timeout_});
}

void observation::add_recorders(const std::filesystem::path& statement_log_file) {
    recorders_ = std::make_unique<recorders>();
    std::vector<sqldb::statement_observer*> all;
    if (messages_.shows_statements()) {
        recorders_->printer = std::make_unique<statement_printer>(messages_);
        all.push_back(recorders_->printer.get());
    }
    if (!statement_log_file.empty()) {
        warn_on_failure(messages_, [&] {
            recorders_->log = open_statement_log(statement_log_file);
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
        warn_on_failure(messages_, [&] {
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
        warn_on_failure(messages_, [&] { write_metrics(code); });
    }
}

void observation::write_metrics(exit_code code) {
    telemetry::update_metrics_file(
        metrics_file_, metrics_of(verb_, code, elapsed(), recorders_->metrics->totals()),
        *migrations_, output::reader_wait{&stop_, timeout_});
}

} // namespace dunlin::commands
