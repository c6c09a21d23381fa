// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

namespace dunlin::sqldb {
struct span_facts;
}
namespace dunlin::telemetry {
class statement_log;
class tracer;
} // namespace dunlin::telemetry

namespace dunlin::commands {

class messages;

// Each hands the statements of every connection to one part of the telemetry, which must outlive
// it. Values are masked.

/// Prints statements with -vv.
class statement_printer final : public sqldb::statement_observer {
public:
    explicit statement_printer(const messages& messages) : messages_(messages) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;

private:
    const messages& messages_;
};

/// Writes the file of --log-statements.
class statement_logger final : public sqldb::statement_observer {
public:
    explicit statement_logger(telemetry::statement_log& log) : log_(log) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;
    void on_connect(const sqldb::connect_event& event) noexcept override;

private:
    telemetry::statement_log& log_;
};

/// Makes a span of every statement and connection.
class span_recorder final : public sqldb::statement_observer {
public:
    explicit span_recorder(telemetry::tracer& tracer) : tracer_(tracer) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;
    void on_connect(const sqldb::connect_event& event) noexcept override;

private:
    void add(const sqldb::span_facts& facts, std::chrono::microseconds duration);

    telemetry::tracer& tracer_;
};

} // namespace dunlin::commands
