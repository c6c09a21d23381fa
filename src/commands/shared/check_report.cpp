// SPDX-License-Identifier: MIT
#include "shared/check_report.hpp"

#include "shared/code_analysis.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/output_file.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

using level = check_finding::level;

/// Control characters, most of which XML 1.0 cannot represent, are made visible; lines stay.
std::string escape_xml_lines(std::string_view text) {
    std::string safe;
    for (const char c : output::safe_lines(text)) {
        if (c == '&') {
            safe += "&amp;";
        } else if (c == '<') {
            safe += "&lt;";
        } else if (c == '>') {
            safe += "&gt;";
        } else if (c == '"') {
            safe += "&quot;";
        } else if (c == '\n') {
            safe += "&#10;";
        } else {
            safe += c;
        }
    }
    return safe;
}

/// For names, which are one line.
std::string escape_xml(std::string_view text) {
    return escape_xml_lines(output::safe_text(text));
}

std::string location_text(const source_location& location) {
    if (location.file.empty()) {
        return "";
    }
    return location.line == 0 ? location.file : fmt::format("{}:{}", location.file, location.line);
}

/// The message, the location and the hint, each on its own line.
std::string full_text(const check_finding& finding) {
    std::string text = finding.message;
    for (const std::string& line : {location_text(finding.location), finding.hint}) {
        text += line.empty() ? "" : "\n" + line;
    }
    return text;
}

std::string junit_test_case(const std::string& suite, const check_subject& subject, bool failed) {
    const std::string file =
        subject.file.empty() ? "" : fmt::format(" file=\"{}\"", escape_xml(subject.file));
    const std::string head = fmt::format("    <testcase classname=\"dunlin.{}\" name=\"{}\"{}",
                                         escape_xml(suite), escape_xml(subject.name), file);
    if (subject.findings.empty()) {
        return head + "/>\n";
    }
    // One failure per test case: many CI systems show only the first.
    std::string texts;
    for (const auto& finding : subject.findings) {
        texts += (texts.empty() ? "" : "\n\n") + full_text(finding);
    }
    if (!failed) {
        return fmt::format("{}>\n      <system-out>{}</system-out>\n    </testcase>\n", head,
                           escape_xml_lines(texts));
    }
    const check_finding& first = subject.findings.front();
    return fmt::format("{}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n"
                       "    </testcase>\n",
                       head, escape_xml(first.kind), escape_xml_lines(first.message),
                       escape_xml_lines(texts));
}

/// Escapes text for a workflow command; properties need more than messages.
std::string escape_workflow_text(std::string_view text, bool in_property) {
    std::string safe;
    for (const char c : in_property ? output::safe_text(text) : output::safe_lines(text)) {
        const bool special = c == '%' || c == '\n';
        const bool separator = in_property && (c == ':' || c == ',');
        safe += special || separator ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                     : std::string(1, c);
    }
    return safe;
}

std::string_view workflow_level(level severity) {
    return severity == level::error ? "error" : severity == level::warning ? "warning" : "notice";
}

std::string workflow_command(const check_finding& finding) {
    std::string properties;
    if (!finding.location.file.empty()) {
        properties += fmt::format("file={},", escape_workflow_text(finding.location.file, true));
    }
    if (finding.location.line != 0) {
        properties += fmt::format("line={},", finding.location.line);
    }
    if (finding.location.column != 0) {
        properties += fmt::format("col={},", finding.location.column);
    }
    std::string kind = finding.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    const std::string text = finding.message + (finding.hint.empty() ? "" : "\n" + finding.hint);
    return fmt::format("::{} {}title=dunlin%3A {}::{}\n", workflow_level(finding.severity),
                       properties, escape_workflow_text(kind, true),
                       escape_workflow_text(text, false));
}

void add_report_options(flag_set& flags, report_options& options, const std::string& help,
                        std::initializer_list<const char*> formats) {
    const flag kind =
        flags.add("--report", options.kind, help).value_name("FORMAT").one_of(formats);
    flags.add("--report-file", options.file, "Write the report to FILE and keep the normal output")
        .value_name("FILE")
        .needs(kind);
}

std::string text_of(const check_report& report, const std::string& format) {
    if (format == "junit") {
        return junit_text(report);
    }
    if (format == "github") {
        return github_text(report);
    }
    return format == "gitlab" ? gitlab_text(report) : sarif_text(report);
}

} // namespace

check_finding::level report_level_of(migrator::finding::level level) {
    switch (level) {
    case migrator::finding::level::note:
        return check_finding::level::note;
    case migrator::finding::level::warning:
        return check_finding::level::warning;
    case migrator::finding::level::error:
        break;
    }
    return check_finding::level::error;
}

std::string location_prefix(const source_location& location) {
    std::string text = output::safe_text(location.file);
    for (const std::size_t number : {location.line, location.column}) {
        text += number == 0 ? "" : fmt::format(":{}", number);
    }
    return text.empty() ? "" : text + ": ";
}

bool check_report::has_failed(const check_subject& subject) const {
    return std::any_of(subject.findings.begin(), subject.findings.end(),
                       [&](const check_finding& finding) {
                           return finding.severity == level::error ||
                                  (warnings_fail && finding.severity == level::warning);
                       });
}

std::size_t check_report::failed_count() const {
    return static_cast<std::size_t>(
        std::count_if(subjects.begin(), subjects.end(),
                      [&](const check_subject& subject) { return has_failed(subject); }));
}

std::string junit_text(const check_report& report) {
    std::string suite = report.name;
    std::replace(suite.begin(), suite.end(), ' ', '.');
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\"",
                    report.subjects.size(), report.failed_count());
    std::string text =
        fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<testsuites name=\"dunlin\" {}>\n  <testsuite name=\"dunlin {}\" {}>\n",
                    counts, escape_xml(report.name), counts);
    for (const auto& subject : report.subjects) {
        text += junit_test_case(suite, subject, report.has_failed(subject));
    }
    return text + "  </testsuite>\n</testsuites>\n";
}

std::string github_text(const check_report& report) {
    std::string text;
    for (const auto& subject : report.subjects) {
        for (const auto& finding : subject.findings) {
            text += workflow_command(finding);
        }
    }
    return text;
}

void add_report_options(flag_set& flags, report_options& options) {
    add_report_options(flags, options,
                       "Report format: junit (JUnit XML) or github (GitHub annotations)",
                       {"junit", "github"});
}

void add_analysis_report_options(flag_set& flags, report_options& options) {
    add_report_options(flags, options,
                       "Report format: junit (JUnit XML), github (GitHub annotations), gitlab "
                       "(code quality) or sarif (SARIF 2.1.0)",
                       {"junit", "github", "gitlab", "sarif"});
}

bool write_report(const report_options& options, context& context,
                  const std::function<check_report()>& make_report) {
    if (options.kind.empty()) {
        return false;
    }
    const check_report report = make_report();
    const std::string text = text_of(report, options.kind);
    if (options.file.empty()) {
        context.print(text);
        return true;
    }
    output::output_file file(options.file, {&context.stop(), context.options().timeout});
    file.write(text);
    file.publish();
    return false;
}

} // namespace dunlin::commands
