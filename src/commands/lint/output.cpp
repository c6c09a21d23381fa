// SPDX-License-Identifier: MIT
#include "lint/output.hpp"

#include "shared/output_values.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/excerpt.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace dunlin::commands {
namespace {

/// The texts of a finding's JSON members and columns.
struct finding_texts {
    std::string rule;
    std::string family;
    std::string severity;
    std::string evidence;
    std::string direction;
    std::string lock;
    std::string blocks;
    std::string hold; ///< how long the lock is held
};

finding_texts texts_of(const lint_finding& finding) {
    const lint::effect& effect = finding.rule->effect;
    finding_texts texts;
    texts.rule = finding.rule->id;
    texts.family = lint::to_string(finding.rule->family);
    texts.severity = lint::to_string(finding.severity);
    texts.evidence = lint::to_string(lint::evidence::text);
    texts.direction = finding.is_down ? "down" : "up";
    texts.lock = effect.lock;
    texts.blocks = lint::to_string(lint::blocked_by(effect.lock));
    texts.hold = effect.rewrites || effect.scans ? "grows_with_table"
                 : effect.lock.empty()           ? ""
                                                 : "until_commit";
    return texts;
}

void write_json(const lint_finding& finding, output::json_writer& json) {
    const finding_texts texts = texts_of(finding);
    json.begin_object().member("rule", texts.rule).member("family", texts.family);
    json.member("severity", texts.severity).member("evidence", texts.evidence);
    json.member("version", text_or_null(finding.version)).member("direction", texts.direction);
    json.member("file", finding.location.file).member("line", finding.location.line);
    json.member("column", finding.location.column);
    json.member("statement", text_or_null(finding.statement)).member("message", finding.message);
    json.member("lock", text_or_null(texts.lock)).member("blocks", texts.blocks);
    json.member("hold", text_or_null(texts.hold));
    json.member("rewrites", finding.rule->effect.rewrites);
    json.member("scans", finding.rule->effect.scans);
    json.member("alternative", text_or_null(finding.alternative)).end_object();
}

void write_document(const linted_source& linted, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1).member("path", linted.path);
    json.member("format", linted.format).member("against", text_or_null(linted.against));
    json.member("target_version", linted.target_version).member("files", linted.files.size());
    json.member("allowed", linted.allowed_count).member("unparsed", linted.unparsed_count);
    json.key("findings").begin_array();
    for (const lint_finding& finding : linted.findings) {
        write_json(finding, json);
    }
    json.end_array().end_object();
}

void write_lines(const linted_source& linted, context& context) {
    output::json_writer json(context.out());
    for (const lint_finding& finding : linted.findings) {
        write_json(finding, json);
    }
}

void write_rows(const linted_source& linted, output::format format, context& context) {
    auto options = context.row_options();
    options.footer = false;
    const auto rows = output::make_row_writer(format, context.out(), options);
    const auto number = [](const char* name) {
        return output::column{name, output::value_kind::number, false, "int8"};
    };
    rows->columns({{"rule"},
                   {"severity"},
                   {"version"},
                   {"direction"},
                   {"file"},
                   number("line"),
                   number("column"),
                   {"blocks"},
                   {"message"},
                   {"alternative"}});
    for (const lint_finding& finding : linted.findings) {
        const finding_texts texts = texts_of(finding);
        const std::string line = number_text(finding.location.line);
        const std::string column = number_text(finding.location.column);
        rows->row(std::array<output::cell, 10>{texts.rule, texts.severity,
                                               cell_or_null(finding.version), texts.direction,
                                               finding.location.file, line, column, texts.blocks,
                                               finding.message, cell_or_null(finding.alternative)});
    }
    rows->finish();
}

std::string indented(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        result += fmt::format("    {}\n", text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string paragraph_of(const lint_finding& finding) {
    const std::string first =
        fmt::format("{}{}: {} [{}]\n", location_prefix(finding.location),
                    lint::to_string(finding.severity), finding.message, finding.rule->id);
    const std::string instead =
        finding.alternative.empty() ? "" : "  instead:\n" + indented(finding.alternative);
    return output::safe_lines(first) + excerpt_text(finding.location, finding.statement) +
           output::safe_lines(instead);
}

std::string count_of(std::size_t count, std::string_view name) {
    return fmt::format("{} {}{}", count, name, count == 1 ? "" : "s");
}

std::string summary_of(const linted_source& linted) {
    const auto errors = static_cast<std::size_t>(std::count_if(
        linted.findings.begin(), linted.findings.end(),
        [](const lint_finding& finding) { return finding.severity == lint::severity::error; }));
    const std::size_t warnings = linted.findings.size() - errors;
    std::string text =
        fmt::format("{} checked ({} format, PostgreSQL {}), {}, {}",
                    count_of(linted.files.size(), "file"), linted.format, linted.target_version,
                    count_of(errors, "error"), count_of(warnings, "warning"));
    if (linted.allowed_count != 0) {
        text += fmt::format(", {} allowed", linted.allowed_count);
    }
    if (linted.unparsed_count != 0) {
        text += fmt::format("; {} could not be parsed: run dunlin migrate check",
                            count_of(linted.unparsed_count, "statement"));
    }
    return text;
}

void write_text(const linted_source& linted, context& context) {
    for (const lint_finding& finding : linted.findings) {
        context.print(paragraph_of(finding));
    }
    context.out().flush();
    context.info(summary_of(linted));
}

} // namespace

check_report report_of(const linted_source& linted) {
    std::map<std::string, check_subject> subjects;
    for (const std::string& file : linted.files) {
        subjects[file] = {file, file, {}};
    }
    for (const lint_finding& finding : linted.findings) {
        subjects[finding.location.file].findings.push_back(
            {finding.severity == lint::severity::error ? check_finding::level::error
                                                       : check_finding::level::warning,
             std::string(finding.rule->id), finding.message,
             finding.alternative.empty() ? "" : "instead:\n" + finding.alternative,
             finding.location});
    }
    check_report report{"migrate lint", {}, false};
    for (auto& [name, subject] : subjects) {
        report.subjects.push_back(std::move(subject));
    }
    return report;
}

void write_findings(const linted_source& linted, context& context) {
    const output::format format = context.format(output::format::table);
    if (format == output::format::json) {
        write_document(linted, context);
    } else if (format == output::format::ndjson) {
        write_lines(linted, context);
    } else if (format == output::format::table) {
        write_text(linted, context);
    } else {
        write_rows(linted, format, context);
    }
}

} // namespace dunlin::commands
