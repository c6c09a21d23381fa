// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/summarize.hpp>
#include <dunlin/commands/excerpt.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/output/style.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <fmt/format.h>

#include <optional>
#include <string_view>

namespace dunlin::cli {
namespace {

std::string location_prefix(const source_location& location) {
    if (location.file.empty() && location.line == 0) {
        return "";
    }
    std::string text = location.file.empty() ? "line" : output::safe_text(location.file);
    if (location.line != 0) {
        text += fmt::format("{}{}", location.file.empty() ? " " : ":", location.line);
        if (location.column != 0) {
            text += fmt::format(":{}", location.column);
        }
    }
    return text + ": ";
}

std::string paragraph(std::string_view label, const std::string& text) {
    return text.empty() ? "" : fmt::format("{}: {}\n", label, text);
}

std::string consequences(const error& problem) {
    if (problem.applied.empty() && problem.aftermath.empty()) {
        return "";
    }
    if (problem.applied.empty()) {
        return problem.aftermath + "\n";
    }
    const char* gap = problem.aftermath.empty() ? "" : " ";
    return fmt::format("applied before this: {}.{}{}\n", summarize(problem.applied), gap,
                       problem.aftermath);
}

std::optional<std::string> text_or_null(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(config::redact(text));
}

std::optional<std::size_t> number_or_null(std::size_t number) {
    return number == 0 ? std::nullopt : std::optional(number);
}

/// Writes the member "error" of an open object.
void write_error(output::json_writer& json, const error& problem) {
    const source_location unknown;
    const source_location& location = problem.where() ? *problem.where() : unknown;
    json.key("error").begin_object();
    json.member("kind", to_string(problem.kind()));
    json.member("message", config::redact(problem.message()));
    json.member("detail", text_or_null(problem.detail));
    json.member("hint", text_or_null(problem.hint()));
    json.member("sqlstate", text_or_null(problem.sqlstate));
    json.member("file", text_or_null(location.file));
    json.member("line", number_or_null(location.line));
    json.member("column", number_or_null(location.column));
    json.member("statement", text_or_null(sqltext::hide_secrets(problem.statement)));
    json.key("applied").begin_array();
    for (const auto& version : problem.applied) {
        json.value(version);
    }
    json.end_array();
    json.member("aftermath", text_or_null(problem.aftermath));
    json.end_object();
}

} // namespace

std::string report_text(const error& problem, bool colour) {
    const source_location unknown;
    const source_location& location = problem.where() ? *problem.where() : unknown;
    const std::string state =
        problem.sqlstate.empty() ? "" : fmt::format(" ({})", problem.sqlstate);
    const std::string text = location_prefix(location) + problem.message() + state + "\n" +
                             commands::excerpt_text(location, problem.statement) +
                             paragraph("detail", problem.detail) +
                             paragraph("hint", problem.hint()) + consequences(problem);
    return output::styled("error:", output::style::error, colour) + " " +
           output::safe_message(config::redact(text));
}

std::string report_json(const error& problem) {
    output::string_sink text;
    output::json_writer json(text);
    json.begin_object();
    write_error(json, problem);
    json.end_object();
    return text.text;
}

std::string report_log(const error& problem) {
    output::string_sink text;
    output::json_writer json(text);
    json.begin_object()
        .member("time", format_utc(now()))
        .member("level", "error")
        .member("message", config::redact(problem.message()));
    write_error(json, problem);
    json.end_object();
    return text.text;
}

} // namespace dunlin::cli
