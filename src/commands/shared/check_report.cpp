// SPDX-License-Identifier: MIT
#include "shared/check_report.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/output/output_file.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

using weight = check_finding::weight;

/// XML 1.0 has no way to write most control characters.
std::string xml(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&') {
            safe += "&amp;";
        } else if (c == '<') {
            safe += "&lt;";
        } else if (c == '>') {
            safe += "&gt;";
        } else if (c == '"') {
            safe += "&quot;";
        } else if (c == '\n' || c == '\t') {
            safe += fmt::format("&#{};", static_cast<int>(byte));
        } else {
            safe += byte < 0x20 ? "\xEF\xBF\xBD" : std::string(1, c);
        }
    }
    return safe;
}

std::string place_of(const source_location& where) {
    if (where.file.empty()) {
        return "";
    }
    return where.line == 0 ? where.file : fmt::format("{}:{}", where.file, where.line);
}

/// The message, its place and the hint, a line each.
std::string in_full(const check_finding& found) {
    std::string text = found.message;
    for (const std::string& more : {place_of(found.where), found.hint}) {
        text += more.empty() ? "" : "\n" + more;
    }
    return text;
}

std::string test_case(const std::string& suite, const check_subject& subject) {
    const std::string file =
        subject.file.empty() ? "" : fmt::format(" file=\"{}\"", xml(subject.file));
    const std::string head = fmt::format("    <testcase classname=\"dunlin.{}\" name=\"{}\"{}",
                                         xml(suite), xml(subject.name), file);
    if (subject.findings.empty()) {
        return head + "/>\n";
    }
    // One failure a case: many readers show no more than the first.
    std::string texts;
    for (const auto& each : subject.findings) {
        texts += (texts.empty() ? "" : "\n\n") + in_full(each);
    }
    const check_finding& first = subject.findings.front();
    return fmt::format("{}>\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n"
                       "    </testcase>\n",
                       head, xml(first.kind), xml(first.message), xml(texts));
}

/// What workflow commands want escaped: everywhere, and in properties.
std::string escaped(std::string_view text, bool in_property) {
    std::string safe;
    for (const char c : text) {
        const bool special = c == '%' || c == '\r' || c == '\n';
        const bool separator = in_property && (c == ':' || c == ',');
        safe += special || separator ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                     : std::string(1, c);
    }
    return safe;
}

std::string workflow_command(const check_finding& found) {
    std::string properties;
    if (!found.where.file.empty()) {
        properties += fmt::format("file={},", escaped(found.where.file, true));
    }
    if (found.where.line != 0) {
        properties += fmt::format("line={},", found.where.line);
    }
    if (found.where.column != 0) {
        properties += fmt::format("col={},", found.where.column);
    }
    std::string kind = found.kind;
    std::replace(kind.begin(), kind.end(), '_', ' ');
    const std::string text = found.message + (found.hint.empty() ? "" : "\n" + found.hint);
    return fmt::format("::{} {}title=dunlin%3A {}::{}\n",
                       found.how_bad == weight::error ? "error" : "warning", properties,
                       escaped(kind, true), escaped(text, false));
}

} // namespace

std::size_t check_report::failed() const {
    return static_cast<std::size_t>(
        std::count_if(subjects.begin(), subjects.end(),
                      [](const check_subject& each) { return !each.findings.empty(); }));
}

std::string junit_text(const check_report& report) {
    std::string suite = report.name;
    std::replace(suite.begin(), suite.end(), ' ', '.');
    const std::string counts =
        fmt::format("tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"0\"",
                    report.subjects.size(), report.failed());
    std::string text =
        fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    "<testsuites name=\"dunlin\" {}>\n  <testsuite name=\"dunlin {}\" {}>\n",
                    counts, xml(report.name), counts);
    for (const auto& each : report.subjects) {
        text += test_case(suite, each);
    }
    return text + "  </testsuite>\n</testsuites>\n";
}

std::string github_text(const check_report& report) {
    std::string text;
    for (const auto& subject : report.subjects) {
        for (const auto& each : subject.findings) {
            text += workflow_command(each);
        }
    }
    return text;
}

void add_report_options(flag_set& flags, report_options& into) {
    const flag kind = flags
                          .add("--report", into.kind,
                               "Report format: junit (JUnit XML) or github (GitHub annotations)")
                          .takes("FORMAT")
                          .one_of({"junit", "github"});
    flags.add("--report-file", into.file, "Write the report to FILE and keep the normal output")
        .takes("FILE")
        .needs(kind);
}

bool write_report(const report_options& options, context& context,
                  const std::function<check_report()>& make) {
    if (options.kind.empty()) {
        return false;
    }
    const check_report report = make();
    const std::string text = options.kind == "junit" ? junit_text(report) : github_text(report);
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
