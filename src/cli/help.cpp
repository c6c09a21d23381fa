// SPDX-License-Identifier: MIT
#include "help.hpp"

#include "exit_codes.hpp"
#include "synopsis.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace dunlin::cli {
namespace {

using entry = std::pair<std::string, std::string>;

/// Two columns; the left one as wide as its widest word, up to a limit.
std::string columns(std::string_view title, const std::vector<entry>& entries) {
    if (entries.empty()) {
        return "";
    }
    std::size_t width = 0;
    for (const auto& [left, right] : entries) {
        width = std::max(width, left.size());
    }
    std::string text = fmt::format("\n{}:\n", title);
    for (const auto& [left, right] : entries) {
        text += fmt::format("  {:<{}}  {}\n", left, width, right);
    }
    return text;
}

std::vector<entry> leaves(const CLI::App& app, const std::string& prefix) {
    std::vector<entry> entries;
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
        entries.emplace_back(prefix + verb->get_name(), verb->get_description());
    }
    return entries;
}

std::string option_groups(const CLI::App& app) {
    std::string text;
    for (const auto& group : app.get_groups()) {
        std::vector<entry> entries;
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_group() == group && !group.empty()) {
                entries.emplace_back(spelling(*option), option->get_description());
            }
        }
        text += columns(group, entries);
    }
    return text;
}

std::string exit_codes() {
    std::vector<entry> entries;
    for (const auto& [code, meaning] : exit_code_meanings) {
        entries.emplace_back(std::to_string(static_cast<int>(code)), meaning);
    }
    return columns("Exit codes", entries);
}

std::string head(const CLI::App& app) {
    return fmt::format("{}\n\nUsage: {}\n", app.get_description(), synopsis(app));
}

} // namespace

std::string short_help(const tree& verbs, const CLI::App& app) {
    std::string text = head(app) + columns("Verbs", leaves(app, "")) + option_groups(app);
    if (&app != &verbs.root()) {
        text += "\nGlobal options and exit codes: --help\n";
    }
    return text;
}

std::string long_help(const tree& verbs, const CLI::App& app) {
    std::string text = head(app) + columns("Verbs", leaves(app, "")) + option_groups(app);
    if (&app != &verbs.root()) {
        text += option_groups(verbs.root());
    }
    return text + exit_codes();
}

} // namespace dunlin::cli
