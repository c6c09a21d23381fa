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

void add_address(span_facts& into, const server_address* where) {
    add(into, "db.system.name", "postgresql");
    if (where == nullptr) {
        return;
    }
    add(into, "db.namespace", where->database);
    add(into, "server.address", where->host);
    if (where->port > 0) {
        add(into, "server.port", where->port);
    }
}

} // namespace

span_facts describe_span(const statement_event& event) {
    const sqltext::masked_text shown = sqltext::mask(event.sql, longest_text);
    span_facts made;
    const std::string summary = shown.operation + (shown.target.empty() ? "" : " " + shown.target);
    made.name = summary.empty() ? "postgresql" : summary;
    add_address(made, event.where);
    add(made, "db.query.text", shown.text);
    add(made, "db.query.summary", summary);
    add(made, "db.operation.name", shown.operation);
    add(made, "db.collection.name", shown.target);
    if (shown.statements > 1) {
        add(made, "db.operation.batch.size", static_cast<std::int64_t>(shown.statements));
    }
    add(made, "db.response.returned_rows", event.rows);
    add(made, "postgresql.backend_pid", event.backend_pid);
    made.failed = !event.sqlstate.empty();
    add(made, "db.response.status_code", std::string(event.sqlstate));
    add(made, "error.type", std::string(event.sqlstate));
    return made;
}

span_facts describe_span(const connect_event& event) {
    span_facts made;
    made.name = "connect";
    add_address(made, event.where);
    if (event.backend_pid > 0) {
        add(made, "postgresql.backend_pid", event.backend_pid);
    }
    made.failed = event.failed;
    add(made, "db.response.status_code", std::string(event.sqlstate));
    if (event.failed) {
        add(made, "error.type",
            event.sqlstate.empty() ? "connection" : std::string(event.sqlstate));
    }
    return made;
}

} // namespace dunlin::sqldb
