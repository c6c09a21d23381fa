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

class messages;

/// The telemetry files of a command. Empty: none.
struct observation_files {
    std::filesystem::path trace;
    std::filesystem::path metrics;
    std::filesystem::path statement_log;
    /// The --timeout of the command; 0: none. It limits the wait for the reader of a FIFO, and with
    /// it the export of spans is given up after two seconds.
    std::chrono::milliseconds timeout{0};
};

/// The telemetry of a command: spans, metrics and the statement log. Its failures are warnings and
/// never fail the command.
class observation {
public:
    /// `messages` and `stop` must outlive it. The command's time starts now.
    observation(std::string verb, log_format format, const messages& messages,
                const interruption& stop);
    ~observation();
    observation(const observation&) = delete;
    observation& operator=(const observation&) = delete;

    /// Starts recording. With `export_spans`, spans are also sent to the endpoint that
    /// OpenTelemetry's environment variables name. Only the first call has an effect.
    void open(const observation_files& files, const environment& variables, bool export_spans);

    /// Masks a value in every recorded statement.
    void hide(std::string_view value) { hidden_.add(value, "***"); }
    /// A text without the values that are to be masked.
    [[nodiscard]] std::string hide_in(std::string_view text) const { return hidden_.hide_in(text); }
    /// Observes every statement; null when nothing is recorded.
    [[nodiscard]] sqldb::statement_observer* statements() const noexcept { return statements_; }
    /// Null when no spans are recorded.
    [[nodiscard]] telemetry::tracer* tracer() const noexcept { return tracer_.get(); }
    /// Null when no metrics are recorded.
    [[nodiscard]] telemetry::migration_metrics* migrations() const noexcept {
        return migrations_.get();
    }

    /// Ends the command's span, then writes and sends everything. `problem` may be null.
    void finish(exit_code code, const error* problem);

private:
    struct recorders;

    void open_trace(const observation_files& files, const environment& variables,
                    bool export_spans);
    std::unique_ptr<telemetry::statement_log> open_statement_log(const std::filesystem::path& file);
    void add_recorders(const std::filesystem::path& statement_log_file);
    void write_metrics(exit_code code);
    [[nodiscard]] std::chrono::microseconds elapsed() const;

    std::string verb_;
    log_format format_;
    const messages& messages_;
    const interruption& stop_;
    std::chrono::steady_clock::time_point started_at_;
    bool opened_ = false;
    hidden_values hidden_;
    std::filesystem::path metrics_file_;
    std::chrono::milliseconds timeout_{0};
    std::unique_ptr<telemetry::tracer> tracer_;
    std::unique_ptr<telemetry::migration_metrics> migrations_;
    std::unique_ptr<recorders> recorders_;
    sqldb::statement_observer* statements_ = nullptr;
};

} // namespace dunlin::commands
