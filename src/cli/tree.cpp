// SPDX-License-Identifier: MIT
#include "tree.hpp"

#include "help_verbs.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace dunlin::cli {
namespace {

constexpr const char* global_group = "Global options";

std::string summary_of_group(std::string_view path) {
    for (const auto& group : commands::groups()) {
        if (group.name == path) {
            return std::string(group.summary);
        }
    }
    return {};
}

std::chrono::milliseconds read_timeout(const std::string& text) {
    const auto duration = parse_duration(text, std::chrono::seconds(1));
    if (!duration) {
        throw commands::invalid_value(
            "--timeout", text,
            "write a duration as 500ms, 30s or 2min; a number without a unit is in seconds");
    }
    return std::chrono::ceil<std::chrono::milliseconds>(*duration);
}

/// Whether every word of a verb's path is among the arguments.
bool may_name(std::span<const std::string> arguments, std::string_view path) {
    while (!path.empty()) {
        const std::string_view word = path.substr(0, path.find(' '));
        if (std::find(arguments.begin(), arguments.end(), word) == arguments.end()) {
            return false;
        }
        path.remove_prefix(std::min(path.size(), word.size() + 1));
    }
    return true;
}

} // namespace

tree::tree() {
    add_root();
    for (const auto& command : commands::list()) {
        add_with_flags(command);
    }
    add_help_verbs(*this);
}

tree::tree(std::span<const std::string> arguments) {
    add_root();
    for (const auto& command : commands::list()) {
        if (may_name(arguments, command.path)) {
            add_with_flags(command);
        }
    }
}

tree::~tree() = default;

void tree::add_root() {
    root_ = std::make_unique<CLI::App>("Migrations, seeds, status and queries for PostgreSQL",
                                       "dunlin");
    root_->set_help_flag();
    // With fallthrough, which verbs inherit, the root reads global options after the verb. Only one
    // verb per line, so that a value is never read as another verb.
    root_->fallthrough();
    root_->require_subcommand(0, 1);
    root_->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
    paths_.emplace("", root_.get());
    add_global_options();
    // A repeated option of a verb is an error; a repeated global option may come from an alias.
    root_->option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::Throw);
    root_->option_defaults()->group("Options");
}

void tree::add_global_options() {
    CLI::App& app = *root_;
    app.option_defaults()->group(global_group);
    app.add_option("-d,--database", globals.database,
                   "Database: URL, key=value string, local[:NAME] or ephemeral")
        ->type_name("URL");
    app.add_option("-e,--env", globals.environment, "Environment in dunlin.toml to use")
        ->type_name("NAME");
    app.add_option("--confirm", globals.confirm,
                   "Confirm a change by naming its environment (or database); "
                   "implies --yes")
        ->type_name("NAME");
    app.add_option("-C,--config", globals.config_file, "Configuration file (default: dunlin.toml)")
        ->type_name("FILE");
    app.add_option("--env-file", globals.env_file, "File with NAME=value lines for unset variables")
        ->type_name("FILE");
    app.add_option("-m,--migrations", globals.migrations,
                   "Folder of migrations (default: migrations)")
        ->type_name("DIR");
    app.add_option("--role", globals.role, "Role to switch to after connecting (SET ROLE)")
        ->type_name("NAME");
    format =
        app.add_option_function<std::string>(
               "-o,--format",
               [this](const std::string& word) { globals.format = output::parse_format(word); },
               "Output format: table, vertical, json, ndjson, csv or markdown "
               "(default: table)")
            ->type_name("FORMAT");
    app.add_option_function<std::string>(
           "--timeout", [this](const std::string& text) { globals.timeout = read_timeout(text); },
           "Statement timeout, such as 500ms, 30s or 2min (default: none)")
        ->type_name("TIME");
    app.add_option_function<std::string>(
           "--color",
           [this](const std::string& word) { globals.colour = output::parse_colour_choice(word); },
           "Use color: auto, always or never (default: auto)")
        ->type_name("WHEN");
    log_format = app.add_option_function<std::string>(
                        "--log-format",
                        [this](const std::string& word) {
                            using commands::log_format;
                            globals.log = commands::parse_choice<log_format>(
                                "--log-format", word,
                                {{"text", log_format::text}, {"json", log_format::json}});
                        },
                        "Format of messages on stderr: text or json (default: text)")
                     ->type_name("FORMAT");
    app.add_option("--trace", globals.trace, "Append OpenTelemetry spans (OTLP JSON) to FILE")
        ->type_name("FILE");
    app.add_option("--metrics", globals.metrics, "Write Prometheus metrics to FILE")
        ->type_name("FILE");
    app.add_option("--log-statements", globals.statement_log,
                   "Append every SQL statement to FILE, values masked")
        ->type_name("FILE");
    app.add_flag("--no-progress", globals.no_progress, "Do not show progress")
        ->disable_flag_override();
    app.add_flag("-q,--quiet", globals.quiet, "Print only warnings and errors")
        ->disable_flag_override();
    app.add_flag_function(
        "-v,--verbose", [this](std::int64_t count) { globals.verbosity = static_cast<int>(count); },
        "Print more messages; -vv prints every SQL statement");
    app.add_flag("-y,--yes", globals.yes, "Answer yes to every question")->disable_flag_override();
    short_help = app.add_flag("-h")->description("Show short help");
    long_help = app.add_flag("--help")->description("Show help with examples and exit codes");
    version = app.add_flag("-V,--version")->description("Print the version");
}

CLI::App* tree::add_path(std::string_view path) {
    CLI::App* parent = root_.get();
    const std::size_t space = path.rfind(' ');
    if (space != std::string_view::npos) {
        parent = add_path(path.substr(0, space));
    }
    const std::string name(path.substr(space == std::string_view::npos ? 0 : space + 1));
    if (CLI::App* existing = find(path)) {
        return existing;
    }
    CLI::App* app = parent->add_subcommand(name, summary_of_group(path));
    app->set_help_flag();
    verbs_[app] = {};
    paths_.emplace(path, app);
    return app;
}

CLI::App& tree::add(const commands::command& command) {
    CLI::App* app = add_path(command.path);
    app->description(std::string(command.summary));
    verbs_[app].command = &command;
    return *app;
}

void tree::set_runner(const CLI::App& app, commands::runner run) {
    verbs_[&app].run = std::move(run);
}

void tree::add_with_flags(const commands::command& command) {
    CLI::App& app = add(command);
    commands::flag_set flags(app);
    set_runner(app, command.setup(flags));
}

CLI::App* tree::find(std::string_view path) const {
    const auto found = paths_.find(path);
    return found == paths_.end() ? nullptr : found->second;
}

const tree::verb& tree::verb_of(const CLI::App* app) const {
    static const verb none;
    const auto found = verbs_.find(app);
    return found == verbs_.end() ? none : found->second;
}

} // namespace dunlin::cli
