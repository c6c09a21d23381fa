// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

namespace dunlin::sqldb {
struct span_facts;
}
namespace dunlin::telemetry {
class tracer;
}

namespace dunlin::commands {

/// Makes a span of every statement and connection.
class statement_spans final : public sqldb::statement_observer {
public:
    /// The tracer must outlive it.
    explicit statement_spans(telemetry::tracer& to) : to_(to) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;
    void on_connect(const sqldb::connect_event& event) noexcept override;

private:
    void add(const sqldb::span_facts& facts, std::chrono::microseconds duration);

    telemetry::tracer& to_;
};

} // namespace dunlin::commands
