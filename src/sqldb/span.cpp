// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/span.hpp>
#include <dunlin/sqltext/masked.hpp>

namespace dunlin::sqldb {
namespace {

constexpr std::size_t longest_text = 2048;

void add(span_facts& into, const char* name, std::string value) {
    if (!value.empty()) {
        into.attributes.push_back({name, std::move(value)});
    }
}

void add(span_facts& into, const char* name, std::int64_t value) {
    into.attributes.push_back({name, value});
}

void add_address(span_facts& into, const server_address* server) {
    add(into, "db.system.name", "postgresql");
    if (server == nullptr) {
        return;
    }
    add(into, "db.namespace", server->database);
    add(into, "server.address", server->host);
    if (server->port > 0) {
        add(into, "server.port", server->port);
    }
}

} // namespace

span_facts describe_span(const statement_event& event) {
    const sqltext::masked_text shown = sqltext::mask(event.sql, longest_text);
    span_facts span;
    const std::string summary = shown.operation + (shown.target.empty() ? "" : " " + shown.target);
    span.name = summary.empty() ? "postgresql" : summary;
    add_address(span, event.server);
    add(span, "db.query.text", shown.text);
    add(span, "db.query.summary", summary);
    add(span, "db.operation.name", shown.operation);
    add(span, "db.collection.name", shown.target);
    if (shown.statements > 1) {
        add(span, "db.operation.batch.size", static_cast<std::int64_t>(shown.statements));
    }
    add(span, "db.response.returned_rows", event.rows);
    add(span, "postgresql.backend_pid", event.backend_pid);
    span.failed = !event.sqlstate.empty();
    add(span, "db.response.status_code", std::string(event.sqlstate));
    add(span, "error.type", std::string(event.sqlstate));
    return span;
}

span_facts describe_span(const connect_event& event) {
    span_facts span;
    span.name = "connect";
    add_address(span, event.server);
    if (event.backend_pid > 0) {
        add(span, "postgresql.backend_pid", event.backend_pid);
    }
    span.failed = event.failed;
    add(span, "db.response.status_code", std::string(event.sqlstate));
    if (event.failed) {
        add(span, "error.type",
            event.sqlstate.empty() ? "connection" : std::string(event.sqlstate));
    }
    return span;
}

} // namespace dunlin::sqldb
