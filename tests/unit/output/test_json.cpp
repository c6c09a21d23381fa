// SPDX-License-Identifier: MIT
#include "written.hpp"

#include <dunlin/output/json_text.hpp>
#include <dunlin/output/json_writer.hpp>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <limits>
#include <stdexcept>

using namespace dunlin::output;

namespace {

std::string as_json(const column& type, const cell& value) {
    std::string out;
    append_json_cell(out, type, value);
    return out;
}

std::string array_of(value_kind element, std::string_view text) {
    return as_json({"x", element, true, "x[]"}, text);
}

} // namespace

TEST_CASE("strings are escaped, also what could steer a terminal") {
    std::string out;
    append_json_string(out, "a\"b\\c\n\x1b\x7f\xC2\x9B\xE2\x80\xAE\xFF\xC3\xA4");
    CHECK(out == "\"a\\\"b\\\\c\\n\\u001b\\u007f\\u009b\\u202e\xEF\xBF\xBD\xC3\xA4\"");
}

TEST_CASE("every byte sequence becomes a string that a JSON parser reads") {
    for (int first = 0; first < 256; ++first) {
        for (int second = 0; second < 256; second += 3) {
            const std::string bytes{static_cast<char>(first), static_cast<char>(second), 'x'};
            std::string out;
            append_json_string(out, bytes);
            CHECK(nlohmann::json::parse(out).is_string());
        }
    }
}

TEST_CASE("numbers stay exact and what is no JSON number becomes a string") {
    const column number{"n", value_kind::number, false, "numeric"};
    for (const auto* text : {"9223372036854775807", "-0.10", "1e+20", "0",
                             "123456789012345678901234567890.000000000000000001"}) {
        CHECK(as_json(number, text) == text);
    }
    for (const auto* text :
         {"NaN", "Infinity", "-Infinity", "", "01", "1.", ".5", "1e", "-", "0x1"}) {
        CHECK(as_json(number, text) == '"' + std::string(text) + '"');
    }
}

TEST_CASE("booleans, NULL, embedded JSON and times are typed") {
    CHECK(as_json({"b", value_kind::boolean, false, "bool"}, "t") == "true");
    CHECK(as_json({"b", value_kind::boolean, false, "bool"}, "f") == "false");
    CHECK(as_json({"b", value_kind::boolean, false, "bool"}, std::nullopt) == "null");
    CHECK(as_json({"j", value_kind::json, false, "json"}, "{\"a\":\n 1}") == "{\"a\":  1}");
    CHECK(as_json({"j", value_kind::json, false, "jsonb"},
                  "[\"\xC3\xA4\xC2\x9B\x7F\xE2\x80\xAE\"]") ==
          "[\"\xC3\xA4\\u009b\\u007f\\u202e\"]");
    const column zoned{"t", value_kind::timestamp_tz, false, "timestamptz"};
    CHECK(as_json(zoned, "2026-01-01 00:00:00.25+00") == "\"2026-01-01T00:00:00.25Z\"");
    CHECK(as_json(zoned, "2026-01-01 00:00:00+05") == "\"2026-01-01T00:00:00+05:00\"");
    CHECK(as_json(zoned, "infinity") == "\"infinity\"");
    CHECK(as_json(zoned, "0044-03-15 00:00:00+00 BC") == "\"0044-03-15 00:00:00+00 BC\"");
    CHECK(as_json({"t", value_kind::timestamp, false, "timestamp"}, "2026-01-01 00:00:00") ==
          "\"2026-01-01T00:00:00\"");
}

TEST_CASE("arrays are typed by their elements, in any number of dimensions") {
    CHECK(array_of(value_kind::number, "{1,NULL,-3}") == "[1,null,-3]");
    CHECK(array_of(value_kind::number, "{{1,2},{3,4}}") == "[[1,2],[3,4]]");
    CHECK(array_of(value_kind::boolean, "{t,f}") == "[true,false]");
    CHECK(array_of(value_kind::text, R"({a,"b c","d\"e\\f","NULL",NULL,""})") ==
          R"(["a","b c","d\"e\\f","NULL",null,""])");
    CHECK(array_of(value_kind::json, R"({"{\"a\": [1, 2]}",NULL})") == R"([{"a": [1, 2]},null])");
    CHECK(array_of(value_kind::text, "{}") == "[]");
}

TEST_CASE("an array stays text where a JSON array would lose a part of it") {
    CHECK(array_of(value_kind::number, "[0:1]={1,2}") == R"("[0:1]={1,2}")");
    CHECK(array_of(value_kind::json, R"({"null",NULL})") == R"("{\"null\",NULL}")");
    CHECK(array_of(value_kind::json, "{{1},{2}}") == R"("{{1},{2}}")");
    CHECK(array_of(value_kind::json, R"({"\"null\""})") == R"(["null"])");
}

TEST_CASE("text that is no array becomes a string") {
    for (const auto* text :
         {"", "{", "{1", "{1,", "{1}x", "x", "[0:1]", "{\"a}", "{{1}", "{{{{{{{1}}}}}}}"}) {
        const auto parsed = nlohmann::json::parse(array_of(value_kind::number, text));
        CHECK(parsed == text);
    }
}

TEST_CASE("a document of rows names the columns and their types, repeated names numbered") {
    const std::vector<column> columns{{"x", value_kind::number, false, "int4"},
                                      {"x", value_kind::text, false, "text"},
                                      {"x_2", value_kind::text, false, "text"}};
    CHECK(
        written(format::json, columns, {{"1", "a", "b"}, {std::nullopt, "", "c"}}) ==
        R"({"schema":1,"columns":[{"name":"x","type":"int4"},{"name":"x_3","type":"text"},{"name":"x_2","type":"text"}],"rows":[
{"x":1,"x_3":"a","x_2":"b"},
{"x":null,"x_3":"","x_2":"c"}
]}
)");
    CHECK(written(format::ndjson, columns, {{"1", "a", "b"}}) ==
          "{\"x\":1,\"x_3\":\"a\",\"x_2\":\"b\"}\n");
}

TEST_CASE("a list document carries its page and total") {
    row_extras extras;
    extras.total = 120;
    extras.page = 1;
    extras.rows_per_page = 10;
    const std::string text = written(format::json, {{"id", value_kind::number, false, "int8"}},
                                     {{"7"}}, {.shape = document::items}, extras);
    CHECK(text == "{\"schema\":1,\"items\":[\n{\"id\":7}\n],\"total\":120,\"page\":1,"
                  "\"rows_per_page\":10}\n");
}

TEST_CASE("no rows and no columns still make a document") {
    CHECK(nlohmann::json::parse(written(format::json, {}, {}))["rows"].empty());
    CHECK(nlohmann::json::parse(written(format::json, {}, {{}}))["rows"].size() == 1);
}

TEST_CASE("the JSON writer builds nested documents") {
    string_sink out;
    json_writer json(out);
    json.begin_object().member("schema", 1).key("list").begin_array();
    json.value("a").value(true).value(1.5).null().begin_object().end_object().end_array();
    json.member("none", std::optional<int>())
        .member("big", std::numeric_limits<std::uint64_t>::max());
    json.member("nan", std::numeric_limits<double>::quiet_NaN()).end_object();
    json.begin_array().end_array();
    CHECK(out.text == "{\"schema\":1,\"list\":[\"a\",true,1.5,null,{}],\"none\":null,"
                      "\"big\":18446744073709551615,\"nan\":\"NaN\"}\n[]\n");
}

TEST_CASE("calls that make no document are a bug of the caller") {
    string_sink out;
    json_writer json(out);
    CHECK_THROWS_AS(json.key("a"), std::logic_error);
    json.begin_object();
    CHECK_THROWS_AS(json.value(1), std::logic_error);
    CHECK_THROWS_AS(json.end_array(), std::logic_error);
}
