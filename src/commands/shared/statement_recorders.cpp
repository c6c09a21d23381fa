// SPDX-License-Identifier: MIT
#include "shared/statement_recorders.hpp"

#include <dunlin/commands/messages.hpp>
#include <dunlin/sqldb/span.hpp>
#include <dunlin/sqltext/masked.hpp>
#include <dunlin/telemetry/statement_log.hpp>
#include <dunlin/telemetry/statement_record.hpp>
#include <dunlin/telemetry/tracer.hpp>

#include <exception>
#include <utility>

namespace dunlin::commands {
namespace {

std::string_view database_of(const sqldb::server_address* address) {
    return address == nullptr ? std::string_view() : address->database;
}

telemetry::statement_record record_of(const sqldb::statement_event& event,
                                      std::string_view masked_sql) {
    return {.sql = masked_sql,
            .database = database_of(event.server),
            .parameters = event.parameters,
            .rows = event.rows,
            .duration = event.duration,
            .backend_pid = event.backend_pid,
            .sqlstate = event.sqlstate};
}

/// A statement must not fail because its span cannot be kept.
template <class Work> void ignore_failure(Work&& work) noexcept {
    try {
        work();
    } catch (const std::exception&) {
        return;
    }
}

} // namespace

void statement_printer::on_statement(const sqldb::statement_event& event) noexcept {
    if (messages_.shows_statements()) {
        const std::string sql = sqltext::mask(event.sql).text;
        messages_.statement(record_of(event, sql));
    }
}

void statement_logger::on_statement(const sqldb::statement_event& event) noexcept {
    const std::string sql = sqltext::mask(event.sql).text;
    log_.write(record_of(event, sql));
}

void statement_logger::on_connect(const sqldb::connect_event& event) noexcept {
    log_.write(telemetry::connection_record{.database = database_of(event.server),
                                            .duration = event.duration,
                                            .backend_pid = event.backend_pid,
                                            .failed = event.failed,
                                            .sqlstate = event.sqlstate});
}

void span_recorder::on_statement(const sqldb::statement_event& event) noexcept {
    ignore_failure([&] { add(sqldb::describe_span(event), event.duration); });
}

void span_recorder::on_connect(const sqldb::connect_event& event) noexcept {
    ignore_failure([&] { add(sqldb::describe_span(event), event.duration); });
}

void span_recorder::add(const sqldb::span_facts& facts, std::chrono::microseconds duration) {
    telemetry::span span;
    span.name = facts.name;
    span.kind = telemetry::span_kind::client;
    span.failed = facts.failed;
    for (const auto& [name, value] : facts.attributes) {
        std::visit([&, key = name](const auto& typed) { span.about.emplace_back(key, typed); },
                   value);
    }
    tracer_.add_ended(std::move(span), duration);
}

} // namespace dunlin::commands
