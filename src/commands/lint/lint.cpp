// SPDX-License-Identifier: MIT
#include "lint/lint.hpp"

#include "lint/linted_source.hpp"
#include "lint/output.hpp"
#include "lint/rules.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace dunlin::commands {
namespace {

constexpr int oldest_version = 13;
constexpr int newest_version = 18;

int target_version_of(const migrate_lint_options& options, context& context) {
    const int configured = context.configuration().server_version.value;
    if (options.target_version == 0) {
        return configured == 0 ? sqltext::parser_version() : configured;
    }
    if (options.target_version < oldest_version || options.target_version > newest_version) {
        throw error(error_kind::usage, fmt::format("--target-version must be from {} to {}",
                                                   oldest_version, newest_version));
    }
    return options.target_version;
}

} // namespace

runner setup_migrate_lint(flag_set& flags) {
    auto options = std::make_shared<migrate_lint_options>();
    flags
        .add("files", options->files,
             "Migration files to check, or one folder (default: the configured migrations)")
        .value_name("FILE");
    flags
        .add("--against", options->against,
             "Check only migrations that a git revision, such as the target branch, does not have")
        .value_name("REVISION");
    flags
        .add("--target-version", options->target_version,
             "Major version of the server, 13 to 18 (default: server_version of dunlin.toml, or "
             "that of the parser)")
        .value_name("MAJOR")
        .positive();
    const flag explain = flags.add("--explain", options->explain, "Explain a rule, with examples")
                             .value_name("RULE");
    flags.add_switch("--rules", options->lists_rules, "List all rules").excludes(explain);
    add_source_format_option(flags, *options);
    add_analysis_report_options(flags, options->report);
    return [options](context& context) { return run_migrate_lint(*options, context); };
}

exit_code run_migrate_lint(const migrate_lint_options& options, context& context) {
    if (!options.explain.empty()) {
        explain_rule(options.explain, context);
        return exit_code::done;
    }
    if (options.lists_rules) {
        write_rules(context);
        return exit_code::done;
    }
    const linted_source linted = lint_source({options.files, options.against, options.source_format,
                                              target_version_of(options, context)},
                                             context.configuration());
    if (!write_report(options.report, context, [&] { return report_of(linted); })) {
        write_findings(linted, context);
    }
    const bool has_error =
        std::any_of(linted.findings.begin(), linted.findings.end(),
                    [](const auto& finding) { return finding.severity == lint::severity::error; });
    return has_error ? exit_code::findings : exit_code::done;
}

} // namespace dunlin::commands
