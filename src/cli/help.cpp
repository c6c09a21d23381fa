// SPDX-License-Identifier: MIT
#include "help.hpp"

#include "exit_codes.hpp"
#include "markup.hpp"
#include "synopsis.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

namespace dunlin::cli {
namespace {

using entry = std::pair<std::string, std::string>;

/// The maximum width of the left column. A longer entry has a line of its own.
constexpr std::size_t max_left_width = 28;

/// Wraps text at `width` and indents every line but the first.
std::string wrap(std::string_view text, std::size_t indent, std::size_t width) {
    const std::size_t line_width = width > indent + 20 ? width - indent : 20;
    std::string lines;
    std::size_t used = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        if (used != 0 && used + 1 + end > line_width) {
            lines += "\n" + std::string(indent, ' ');
            used = 0;
        }
        if (used != 0) {
            lines += ' ';
            ++used;
        }
        lines += text.substr(0, end);
        used += end;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines + "\n";
}

/// Two columns below a title.
std::string two_columns(std::string_view title, const std::vector<entry>& entries,
                        std::size_t width) {
    if (entries.empty()) {
        return "";
    }
    std::size_t left_width = 0;
    for (const auto& [left, right] : entries) {
        left_width = std::max(left_width, std::min(left.size(), max_left_width));
    }
    std::string text = fmt::format("\n{}:\n", title);
    for (const auto& [left, right] : entries) {
        const std::string gap = left.size() > left_width
                                    ? "\n" + std::string(left_width + 4, ' ')
                                    : std::string(left_width - left.size() + 2, ' ');
        text += fmt::format("  {}{}{}", left, gap, wrap(right, left_width + 4, width));
    }
    return text;
}

std::vector<entry> verb_entries(const CLI::App& app) {
    std::vector<entry> entries;
    for (const CLI::App* verb : visible_verbs(app)) {
        entries.emplace_back(verb->get_name(), verb->get_description());
    }
    return entries;
}

std::string option_groups(const CLI::App& app, std::size_t width) {
    std::string text;
    for (const auto& group : app.get_groups()) {
        std::vector<entry> entries;
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_group() == group && !group.empty()) {
                entries.emplace_back(spelling(*option), option->get_description());
            }
        }
        text += two_columns(group, entries, width);
    }
    return text;
}

std::string remove_backticks(std::string text) {
    text.erase(std::remove(text.begin(), text.end(), '`'), text.end());
    return text;
}

std::string block_text(const block& part, std::size_t width) {
    switch (part.kind) {
    case block_kind::paragraph:
        return "  " + wrap(remove_backticks(part.text), 2, width);
    case block_kind::definition:
        return "  " + wrap(remove_backticks(part.term), 2, width) + "      " +
               wrap(remove_backticks(part.text), 6, width);
    case block_kind::code:
        break;
    }
    std::string text;
    std::istringstream lines(part.text);
    for (std::string line; std::getline(lines, line);) {
        text += "      " + line + "\n";
    }
    return text;
}

/// The sections of the manual: only "Description", or all others.
std::string manual_sections(const CLI::App& app, bool only_description, std::size_t width) {
    std::string text;
    std::string page = full_name(app);
    std::replace(page.begin(), page.end(), ' ', '-');
    for (const auto& part : read_markup(prose(page))) {
        if ((part.title == "Description") != only_description) {
            continue;
        }
        text += "\n" + part.title + ":\n";
        bool first = true;
        for (const auto& block : part.blocks) {
            text += (first ? "" : "\n") + block_text(block, width);
            first = false;
        }
    }
    return text;
}

std::string exit_codes(std::size_t width) {
    std::vector<entry> entries;
    entries.reserve(std::size(exit_code_meanings));
    for (const auto& [code, meaning] : exit_code_meanings) {
        entries.emplace_back(std::to_string(static_cast<int>(code)), meaning);
    }
    return two_columns("Exit codes", entries, width);
}

std::string heading(const CLI::App& app, std::size_t width) {
    return fmt::format("{}\nUsage: {}", wrap(app.get_description(), 0, width),
                       wrap(synopsis(app), 7, width));
}

/// The long help of a verb without what is the same for all verbs.
std::string verb_help(const CLI::App& app, std::size_t width) {
    return heading(app, width) + manual_sections(app, true, width) +
           two_columns("Verbs", verb_entries(app), width) + option_groups(app, width) +
           manual_sections(app, false, width);
}

void append_verbs(const CLI::App& app, std::size_t width, std::string& text) {
    for (const CLI::App* verb : visible_verbs(app)) {
        const std::string name = full_name(*verb);
        text += fmt::format("\n{}\n{}\n\n", name, std::string(name.size(), '='));
        text += verb_help(*verb, width);
        append_verbs(*verb, width, text);
    }
}

} // namespace

std::string short_help(const tree& verbs, const CLI::App& app, std::size_t width) {
    std::string text = heading(app, width) + two_columns("Verbs", verb_entries(app), width) +
                       option_groups(app, width);
    if (&app != &verbs.root()) {
        text += "\nSee --help for global options, examples and exit codes.\n";
    }
    return text;
}

std::string long_help(const tree& verbs, const CLI::App& app, std::size_t width) {
    std::string text = heading(app, width) + manual_sections(app, true, width);
    text += two_columns("Verbs", verb_entries(app), width) + option_groups(app, width);
    if (&app != &verbs.root()) {
        text += option_groups(verbs.root(), width);
    }
    return text + manual_sections(app, false, width) + exit_codes(width);
}

std::string all_help(const tree& verbs, std::size_t width) {
    std::string text = long_help(verbs, verbs.root(), width);
    append_verbs(verbs.root(), width, text);
    return text;
}

} // namespace dunlin::cli
