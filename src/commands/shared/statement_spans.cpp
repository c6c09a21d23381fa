// SPDX-License-Identifier: MIT
#include "shared/statement_spans.hpp"

#include <dunlin/sqldb/span.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <exception>

namespace dunlin::commands {
namespace {

/// A statement is never lost for want of its span.
template <class Work> void quietly(Work&& work) noexcept {
    try {
        work();
    } catch (const std::exception&) {
        return;
    }
}

} // namespace

void statement_spans::on_statement(const sqldb::statement_event& event) noexcept {
    quietly([&] { add(sqldb::describe_span(event), event.duration); });
}

void statement_spans::on_connect(const sqldb::connect_event& event) noexcept {
    quietly([&] { add(sqldb::describe_span(event), event.duration); });
}

void statement_spans::add(const sqldb::span_facts& facts, std::chrono::microseconds duration) {
    telemetry::span made;
    made.name = facts.name;
    made.kind = telemetry::span_kind::client;
    made.failed = facts.failed;
    for (const auto& [name, value] : facts.attributes) {
        std::visit([&, key = name](const auto& each) { made.about.emplace_back(key, each); },
                   value);
    }
    to_.add_ended(std::move(made), duration);
}

} // namespace dunlin::commands
