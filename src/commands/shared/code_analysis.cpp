// SPDX-License-Identifier: MIT
#include "shared/code_analysis.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dunlin::commands {
namespace {

using level = check_finding::level;

std::string full_text(const check_finding& finding) {
    return finding.hint.empty() ? finding.message : finding.message + "\n" + finding.hint;
}

void write_rules(const check_report& report, output::json_writer& json) {
    std::set<std::string> ids;
    for (const auto& subject : report.subjects) {
        for (const auto& finding : subject.findings) {
            ids.insert(finding.kind);
        }
    }
    json.key("rules").begin_array();
    for (const std::string& id : ids) {
        json.begin_object().member("id", id).end_object();
    }
    json.end_array();
}

void write_location(const source_location& location, output::json_writer& json) {
    json.key("locations").begin_array().begin_object();
    json.key("physicalLocation").begin_object();
    json.key("artifactLocation").begin_object().member("uri", location.file).end_object();
    json.key("region").begin_object();
    json.member("startLine", std::max<std::size_t>(location.line, 1));
    json.member("startColumn", std::max<std::size_t>(location.column, 1));
    json.end_object().end_object().end_object().end_array();
}

void write_result(const check_finding& finding, output::json_writer& json) {
    json.begin_object().member("ruleId", finding.kind);
    json.member("level", finding.severity == level::error ? "error" : "warning");
    json.key("message").begin_object().member("text", full_text(finding)).end_object();
    if (!finding.location.file.empty()) {
        write_location(finding.location, json);
    }
    json.end_object();
}

} // namespace

std::string sarif_text(const check_report& report) {
    output::string_sink text;
    output::json_writer json(text);
    json.begin_object().member("version", "2.1.0");
    json.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json.key("runs").begin_array().begin_object();
    json.key("tool").begin_object().key("driver").begin_object().member("name", "dunlin");
    write_rules(report, json);
    json.end_object().end_object();
    // The columns of a location count characters, not UTF-16 code units.
    json.member("columnKind", "unicodeCodePoints").key("results").begin_array();
    for (const auto& subject : report.subjects) {
        for (const auto& finding : subject.findings) {
            write_result(finding, json);
        }
    }
    json.end_array().end_object().end_array().end_object();
    return text.text;
}

std::string gitlab_text(const check_report& report) {
    output::string_sink text;
    output::json_writer json(text);
    json.begin_array();
    for (const auto& subject : report.subjects) {
        for (const auto& finding : subject.findings) {
            const auto& location = finding.location;
            json.begin_object().member("description", full_text(finding));
            json.member("check_name", finding.kind);
            // Line numbers change with every edit above, and the issue would count as new.
            json.member("fingerprint",
                        sha256(fmt::format("{}\n{}\n{}\n{}", finding.kind, location.file,
                                           location.excerpt, finding.message)));
            json.member("severity", finding.severity == level::error ? "major" : "minor");
            json.key("location").begin_object().member("path", location.file);
            json.key("lines").begin_object();
            json.member("begin", std::max<std::size_t>(location.line, 1));
            json.end_object().end_object().end_object();
        }
    }
    json.end_array();
    return text.text;
}

} // namespace dunlin::commands
