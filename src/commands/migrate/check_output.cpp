// SPDX-License-Identifier: MIT
#include "migrate/check_output.hpp"

#include "shared/check_report.hpp"
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
#include <set>

namespace dunlin::commands {
namespace {

using level = migrator::finding::level;

std::size_t count_migrations(const migrator::source& files) {
    return files.versioned.size() + files.repeatable.size() + files.baselines.size() +
           files.left_out.size();
}

/// Also those of separate down and verify scripts, of hooks, and of problems.
std::set<std::string> files_of(const migrator::checked_source& checked) {
    std::set<std::string> files;
    const auto add = [&](const std::shared_ptr<const migrator::source_file>& file) {
        if (file) {
            files.insert(file->name);
        }
    };
    const migrator::source& source = checked.files;
    for (const auto* list :
         {&source.versioned, &source.repeatable, &source.baselines, &source.left_out}) {
        for (const auto& migration : *list) {
            add(migration.file);
            add(migration.up.file);
            add(migration.down ? migration.down->file : nullptr);
            add(migration.verify ? migration.verify->file : nullptr);
        }
    }
    for (const auto& hook : source.hooks) {
        add(hook.file);
    }
    for (const auto& finding : checked.findings) {
        if (!finding.location.file.empty()) {
            files.insert(finding.location.file);
        }
    }
    return files;
}

std::optional<std::size_t> number_or_null(std::size_t number) {
    return number == 0 ? std::nullopt : std::optional(number);
}

void write_json(const migrator::checked_source& checked, const std::string& path,
                const std::string& against, context& context) {
    output::json_writer json(context.out());
    json.begin_object().member("schema", 1).member("path", path);
    json.member("format", checked.files.format).member("against", text_or_null(against));
    json.member("files", files_of(checked).size())
        .member("migrations", count_migrations(checked.files))
        .key("findings")
        .begin_array();
    for (const auto& finding : checked.findings) {
        json.begin_object().member("kind", migrator::to_string(finding.type));
        json.member("severity", migrator::to_string(migrator::level_of(finding.type)));
        json.member("version", text_or_null(finding.version));
        json.member("file", text_or_null(finding.location.file));
        json.member("line", number_or_null(finding.location.line));
        json.member("column", number_or_null(finding.location.column));
        json.member("message", finding.message)
            .member("hint", text_or_null(finding.hint))
            .end_object();
    }
    json.end_array().end_object();
}

void write_rows(const migrator::checked_source& checked, output::format format, context& context) {
    auto options = context.row_options();
    options.footer = false;
    const auto rows = output::make_row_writer(format, context.out(), options);
    const auto number = [](const char* name) {
        return output::column{name, output::value_kind::number, false, "int8"};
    };
    rows->columns({{"kind"},
                   {"severity"},
                   {"version"},
                   {"file"},
                   number("line"),
                   number("column"),
                   {"message"},
                   {"hint"}});
    for (const auto& finding : checked.findings) {
        const std::string name(migrator::to_string(finding.type));
        const std::string line = number_text(finding.location.line);
        const std::string column = number_text(finding.location.column);
        const std::string severity(migrator::to_string(migrator::level_of(finding.type)));
        rows->row(std::array<output::cell, 8>{
            name, severity, cell_or_null(finding.version), cell_or_null(finding.location.file),
            cell_or_null(line), cell_or_null(column), finding.message, cell_or_null(finding.hint)});
    }
    rows->finish();
}

std::string paragraph_of(const migrator::finding& finding) {
    const level severity = migrator::level_of(finding.type);
    const std::string kind =
        severity == level::error ? "" : fmt::format("{}: ", migrator::to_string(severity));
    const std::string first =
        fmt::format("{}{}{}\n", location_prefix(finding.location), kind, finding.message);
    const std::string hint = finding.hint.empty() ? "" : fmt::format("  hint: {}\n", finding.hint);
    return output::safe_message(first) + excerpt_text(finding.location) +
           output::safe_message(hint);
}

std::string count_of(std::size_t count, std::string_view name) {
    return fmt::format("{} {}{}", count, name, count == 1 ? "" : "s");
}

std::size_t count_level(const migrator::checked_source& checked, level wanted) {
    return static_cast<std::size_t>(std::count_if(
        checked.findings.begin(), checked.findings.end(), [&](const migrator::finding& finding) {
            return migrator::level_of(finding.type) == wanted;
        }));
}

void write_text(const migrator::checked_source& checked, context& context) {
    for (const auto& finding : checked.findings) {
        context.print(paragraph_of(finding));
    }
    context.out().flush();
    const std::size_t problems = count_level(checked, level::error);
    const std::size_t warnings = count_level(checked, level::warning);
    context.info(fmt::format("{} in {} checked ({} format), {}{}",
                             count_of(count_migrations(checked.files), "migration"),
                             count_of(files_of(checked).size(), "file"), checked.files.format,
                             problems == 0 ? "no problems" : count_of(problems, "problem"),
                             warnings == 0 ? "" : ", " + count_of(warnings, "warning")));
}

} // namespace

check_report report_of(const migrator::checked_source& checked) {
    std::map<std::string, check_subject> subjects;
    for (const std::string& file : files_of(checked)) {
        subjects[file] = {file, file, {}};
    }
    for (const auto& finding : checked.findings) {
        const std::string name =
            finding.location.file.empty() ? finding.version : finding.location.file;
        check_subject& subject = subjects[name];
        subject.name = name;
        subject.findings.push_back({report_level_of(migrator::level_of(finding.type)),
                                    std::string(migrator::to_string(finding.type)), finding.message,
                                    finding.hint, finding.location});
    }
    check_report report{"migrate check", {}, false};
    for (auto& [name, subject] : subjects) {
        report.subjects.push_back(std::move(subject));
    }
    return report;
}

void write_check(const migrator::checked_source& checked, const std::string& path,
                 const std::string& against, context& context) {
    const output::format format = context.format(output::format::table);
    if (format == output::format::json) {
        write_json(checked, path, against, context);
    } else if (format == output::format::table) {
        write_text(checked, context);
    } else {
        write_rows(checked, format, context);
    }
}

} // namespace dunlin::commands
