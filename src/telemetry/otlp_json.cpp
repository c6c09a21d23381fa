// SPDX-License-Identifier: MIT
#include "otlp_json.hpp"

#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <utility>

namespace dunlin::telemetry {
namespace {

using output::json_writer;

constexpr int status_error = 2;
/// The semantic conventions that the names of the attributes follow.
constexpr auto schema_url = "https://opentelemetry.io/schemas/1.33.0";

/// Nanoseconds as text, because many readers of a JSON number would lose digits.
std::string nanoseconds(timestamp at) {
    return std::to_string(
        std::chrono::duration_cast<std::chrono::nanoseconds>(at.time_since_epoch()).count());
}

void write_value(json_writer& json, const attribute_value& value) {
    json.begin_object();
    if (const auto* text = std::get_if<std::string>(&value)) {
        json.member("stringValue", *text);
    } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
        json.member("intValue", std::to_string(*number));
    } else if (const auto* fraction = std::get_if<double>(&value)) {
        json.member("doubleValue", *fraction);
    } else {
        json.member("boolValue", std::get<bool>(value));
    }
    json.end_object();
}

void write_attributes(json_writer& json, const attributes& all) {
    json.key("attributes").begin_array();
    for (const auto& [name, value] : all) {
        json.begin_object().member("key", name).key("value");
        write_value(json, value);
        json.end_object();
    }
    json.end_array();
}

void write_events(json_writer& json, const std::vector<span_event>& all) {
    json.key("events").begin_array();
    for (const span_event& event : all) {
        json.begin_object()
            .member("timeUnixNano", nanoseconds(event.at))
            .member("name", event.name);
        write_attributes(json, event.about);
        json.end_object();
    }
    json.end_array();
}

void write_span(json_writer& json, const trace_identity& identity, const span& ended) {
    json.begin_object().member("traceId", identity.trace_id).member("spanId", ended.id);
    if (!identity.trace_state.empty()) {
        json.member("traceState", identity.trace_state);
    }
    if (!ended.parent.empty()) {
        json.member("parentSpanId", ended.parent);
    }
    json.member("name", ended.name)
        .member("kind", static_cast<int>(ended.kind))
        .member("startTimeUnixNano", nanoseconds(ended.begin))
        .member("endTimeUnixNano", nanoseconds(ended.end));
    write_attributes(json, ended.about);
    if (!ended.events.empty()) {
        write_events(json, ended.events);
    }
    json.key("status").begin_object();
    if (ended.failed) {
        json.member("code", status_error).member("message", ended.message);
    }
    json.end_object().end_object();
}

} // namespace

std::string otlp_json(const trace_identity& identity, const std::vector<span>& spans) {
    output::string_sink line;
    json_writer json(line);
    json.begin_object().key("resourceSpans").begin_array().begin_object();
    json.key("resource").begin_object();
    write_attributes(json, identity.resource);
    json.end_object().key("scopeSpans").begin_array().begin_object();
    json.key("scope").begin_object().member("name", "dunlin").member("version", identity.version);
    json.end_object().key("spans").begin_array();
    for (const span& ended : spans) {
        write_span(json, identity, ended);
    }
    json.end_array().member("schemaUrl", schema_url).end_object().end_array();
    json.end_object().end_array().end_object();
    return std::move(line.text);
}

} // namespace dunlin::telemetry
