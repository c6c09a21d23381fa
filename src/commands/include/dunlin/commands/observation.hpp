// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>
#include <dunlin/base/exit_code.hpp>
#include <dunlin/base/hidden_values.hpp>
#include <dunlin/commands/global_options.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace dunlin {
class error;
class interruption;
} // namespace dunlin
namespace dunlin::sqldb {
class statement_observer;
}
namespace dunlin::telemetry {
class statement_log;
class tracer;
struct migration_metrics;
} // namespace dunlin::telemetry

namespace dunlin::commands {

class talk;

/// The files that a command's own doings are written to. Empty: not wanted.
struct observation_files {
    std::filesystem::path trace;
    std::filesystem::path metrics;
    std::filesystem::path statements;
    /// Of the command; 0: none. It bounds the wait for a FIFO's reader, and spans are then sent in
    /// two seconds, or not.
    std::chrono::milliseconds limit{0};
};

/// What is recorded of a command besides its result: spans, metrics, the log of its statements.
/// Nothing of it fails the command: what cannot be written or sent is a warning.
class observation {
public:
    /// `voice` and `stop` must outlive it. The command begins now.
    observation(std::string verb, log_format format, const talk& voice, const interruption& stop);
    ~observation();
    observation(const observation&) = delete;
    observation& operator=(const observation&) = delete;

    /// Opens what is wanted. Spans are also sent when OpenTelemetry's variables name an endpoint
    /// and `may_send` is set. Once only; later calls do nothing.
    void open(const observation_files& files, const environment& variables, bool may_send);

    /// A value that no statement may be recorded with.
    void hide(std::string_view value) { hidden_.add(value, "***"); }
    /// Who is to see every statement; null when nobody looks.
    [[nodiscard]] sqldb::statement_observer* statements() const noexcept { return statements_; }
    /// Null when no spans are wanted.
    [[nodiscard]] telemetry::tracer* tracer() const noexcept { return tracer_.get(); }
    /// Null when no metrics are wanted.
    [[nodiscard]] telemetry::migration_metrics* migrations() const noexcept {
        return migrations_.get();
    }

    /// The command has ended: closes its span, sends and writes. `problem` may be null.
    void finish(exit_code code, const error* problem);

private:
    struct recorders;

    void open_trace(const observation_files& files, const environment& variables, bool may_send);
    std::unique_ptr<telemetry::statement_log> open_statement_log(const std::filesystem::path& file);
    void collect_recorders(const std::filesystem::path& statement_file);
    void write_metrics(exit_code code);
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    std::string verb_;
    log_format format_;
    const talk& voice_;
    const interruption& stop_;
    std::chrono::steady_clock::time_point begun_;
    bool opened_ = false;
    hidden_values hidden_;
    std::filesystem::path metrics_file_;
    std::chrono::milliseconds limit_{0};
    std::unique_ptr<telemetry::tracer> tracer_;
    std::unique_ptr<telemetry::migration_metrics> migrations_;
    std::unique_ptr<recorders> recorders_;
    sqldb::statement_observer* statements_ = nullptr;
};

} // namespace dunlin::commands
