// SPDX-License-Identifier: MIT
#include "support/otlp.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>

namespace dunlin::test {
namespace {

using nlohmann::json;

void check_members(const json& node, const std::set<std::string>& known) {
    REQUIRE(node.is_object());
    for (const auto& [name, value] : node.items()) {
        CHECK_MESSAGE(known.count(name) == 1, "unknown member ", name);
    }
}

void check_digits(const json& node, std::size_t count) {
    REQUIRE(node.is_string());
    const auto text = node.get<std::string>();
    CHECK(text.size() == count);
    CHECK(text.find_first_not_of("0123456789abcdef") == std::string::npos);
    CHECK(text.find_first_not_of('0') != std::string::npos);
}

void check_int64(const json& node) {
    REQUIRE(node.is_string());
    const auto text = node.get<std::string>();
    CHECK(!text.empty());
    CHECK(text.find_first_not_of("-0123456789") == std::string::npos);
}

void check_value(const json& value) {
    REQUIRE(value.size() == 1);
    const std::string& name = value.begin().key();
    const json& inner = value.begin().value();
    if (name == "stringValue") {
        CHECK(inner.is_string());
    } else if (name == "intValue") {
        check_int64(inner);
    } else if (name == "doubleValue") {
        CHECK(inner.is_number());
    } else {
        CHECK(name == "boolValue");
        CHECK(inner.is_boolean());
    }
}

void check_attributes(const json& list) {
    REQUIRE(list.is_array());
    std::set<std::string> names;
    for (const auto& attribute : list) {
        check_members(attribute, {"key", "value"});
        check_value(attribute.at("value"));
        CHECK_MESSAGE(names.insert(attribute.at("key").get<std::string>()).second,
                      "twice: ", attribute.dump());
    }
}

void check_span(const json& span) {
    check_members(span, {"traceId", "spanId", "traceState", "parentSpanId", "name", "kind",
                         "startTimeUnixNano", "endTimeUnixNano", "attributes", "events", "status"});
    check_digits(span.at("traceId"), 32);
    check_digits(span.at("spanId"), 16);
    if (span.contains("parentSpanId")) {
        check_digits(span.at("parentSpanId"), 16);
    }
    CHECK(!span.at("name").get<std::string>().empty());
    CHECK(span.at("kind").is_number_integer());
    check_int64(span.at("startTimeUnixNano"));
    check_int64(span.at("endTimeUnixNano"));
    CHECK(std::stoull(span.at("startTimeUnixNano").get<std::string>()) <=
          std::stoull(span.at("endTimeUnixNano").get<std::string>()));
    check_attributes(span.at("attributes"));
    for (const auto& event : span.value("events", json::array())) {
        check_members(event, {"timeUnixNano", "name", "attributes"});
        check_int64(event.at("timeUnixNano"));
        check_attributes(event.at("attributes"));
    }
    check_members(span.at("status"), {"code", "message"});
    if (span.at("status").contains("code")) {
        CHECK(span.at("status").at("code").is_number_integer());
    }
}

} // namespace

std::vector<json> check_otlp(const std::string& line) {
    CAPTURE(line);
    const json document = json::parse(line);
    std::vector<json> spans;
    check_members(document, {"resourceSpans"});
    for (const auto& of_resource : document.at("resourceSpans")) {
        check_members(of_resource, {"resource", "scopeSpans", "schemaUrl"});
        check_members(of_resource.at("resource"), {"attributes"});
        check_attributes(of_resource.at("resource").at("attributes"));
        for (const auto& of_scope : of_resource.at("scopeSpans")) {
            check_members(of_scope, {"scope", "spans", "schemaUrl"});
            check_members(of_scope.at("scope"), {"name", "version"});
            for (const auto& span : of_scope.at("spans")) {
                check_span(span);
                spans.push_back(span);
            }
        }
    }
    return spans;
}

std::vector<json> check_otlp_lines(const std::string& text) {
    std::vector<json> all;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        const auto some = check_otlp(line);
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

std::string attribute_of(const json& span, const std::string& name) {
    for (const auto& attribute : span.at("attributes")) {
        if (attribute.at("key") == name) {
            const auto& value = *attribute.at("value").begin();
            return value.is_string() ? value.get<std::string>() : value.dump();
        }
    }
    return "(none)";
}

json span_named(const std::vector<json>& spans, const std::string& name) {
    const auto found = std::find_if(spans.begin(), spans.end(), [&](const json& attribute) {
        return attribute.at("name") == name;
    });
    REQUIRE_MESSAGE(found != spans.end(), "no span ", name);
    return *found;
}

} // namespace dunlin::test
