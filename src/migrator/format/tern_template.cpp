// SPDX-License-Identifier: MIT
#include "format/tern_template.hpp"

#include "format/line.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace dunlin::migrator {
namespace {

constexpr std::string_view blanks = " \t\r\n";

/// {{ ... }} with the blanks that its dashes remove.
struct action {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view words;
};

std::optional<action> next_action(const source_file& file, std::size_t from, std::size_t limit) {
    const std::string_view text = std::string_view(file.text).substr(0, limit);
    action action;
    action.begin = text.find("{{", from);
    if (action.begin == std::string_view::npos) {
        return std::nullopt;
    }
    const std::size_t close = text.find("}}", action.begin);
    if (close == std::string_view::npos) {
        refuse(file, action.begin, "{{ without }}", "close the template action");
    }
    action.words = text.substr(action.begin + 2, close - action.begin - 2);
    action.end = close + 2;
    if (action.words.size() > 1 && action.words[0] == '-' &&
        blanks.find(action.words[1]) != std::string_view::npos) {
        action.words.remove_prefix(1);
        while (action.begin > from &&
               blanks.find(text[action.begin - 1]) != std::string_view::npos) {
            --action.begin;
        }
    }
    if (action.words.size() > 1 && action.words.ends_with('-') &&
        blanks.find(action.words[action.words.size() - 2]) != std::string_view::npos) {
        action.words.remove_suffix(1);
        action.end = std::min(text.find_first_not_of(blanks, action.end), limit);
    }
    action.words = trim(action.words);
    return action;
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_';
    });
}

/// `"text"` as the only argument after a word; with `dot`, followed by a dot.
std::optional<std::string_view> quoted_after(std::string_view text, std::string_view word,
                                             bool dot) {
    if (!text.starts_with(word)) {
        return std::nullopt;
    }
    std::string_view rest = trim(text.substr(word.size()));
    if (dot && rest.ends_with('.')) {
        rest = trim(rest.substr(0, rest.size() - 1));
    }
    if (rest.size() < 2 || rest.front() != '"' || rest.back() != '"' ||
        rest.substr(1, rest.size() - 2).find('"') != std::string_view::npos) {
        return std::nullopt;
    }
    return rest.substr(1, rest.size() - 2);
}

class renderer {
public:
    renderer(const folder& at, const std::map<std::string, std::string>& values)
        : at_(at), values_(values) {}

    tern_half read(const source_file& file, std::size_t begin, std::size_t end) {
        for (auto found = next_action(file, begin, end); found;
             found = next_action(file, found->end, end)) {
            std::vector<edit> edits;
            render(file, *found, edits, 0);
            place(*found, std::move(edits));
        }
        return std::move(half_);
    }

private:
    /// One edit covers the action; the parts before it are inserted before that.
    void place(const action& action, std::vector<edit> edits) {
        if (edits.empty()) {
            edits.emplace_back();
        }
        for (edit& edit : edits) {
            edit.begin = edit.end = action.begin;
        }
        edits.back().end = action.end;
        std::move(edits.begin(), edits.end(), std::back_inserter(half_.edits));
    }

    void render(const source_file& file, const action& action, std::vector<edit>& into, int depth) {
        if (action.words.starts_with("/*")) {
            return;
        }
        if (action.words.starts_with('.') && is_name(action.words.substr(1))) {
            into.push_back(variable(action.words.substr(1)));
        } else if (const auto name = quoted_after(action.words, "env ", false)) {
            edit edit;
            edit.variable = *name;
            edit.has_default = true; // an environment variable that is not set is empty
            into.push_back(std::move(edit));
        } else if (const auto path = quoted_after(action.words, "template ", true)) {
            include(file, action, std::string(*path), into, depth);
        } else if (half_.unknown.empty()) {
            half_.unknown = action.words;
        }
    }

    edit variable(std::string_view name) const {
        edit edit;
        edit.variable = name;
        const auto known = values_.find(edit.variable);
        if (known != values_.end()) {
            edit.text = known->second;
            edit.has_default = true;
        }
        return edit;
    }

    void include(const source_file& from, const action& action, const std::string& path,
                 std::vector<edit>& into, int depth) {
        constexpr int deepest = 16;
        std::error_code ignored;
        if (depth == deepest) {
            refuse(from, action.begin, fmt::format("{} includes itself", path),
                   "remove the circular include");
        }
        if (!std::filesystem::is_regular_file(at_.path() / path, ignored)) {
            refuse(from, action.begin, fmt::format("template {} does not exist", path),
                   "name a .sql file of a sub-folder by its path within the migrations");
        }
        const auto file = at_.read(path);
        const std::string_view text = file->text;
        std::size_t copied = 0;
        for (auto found = next_action(*file, 0, text.size()); found;
             found = next_action(*file, found->end, text.size())) {
            add_text(text.substr(copied, found->begin - copied), into);
            render(*file, *found, into, depth + 1);
            copied = found->end;
        }
        add_text(text.substr(copied), into);
    }

    static void add_text(std::string_view text, std::vector<edit>& into) {
        edit edit;
        edit.text = text;
        into.push_back(std::move(edit));
    }

    const folder& at_;
    const std::map<std::string, std::string>& values_;
    tern_half half_;
};

} // namespace

tern_half read_template(const folder& at, const source_file& file, std::size_t begin,
                        std::size_t end, const std::map<std::string, std::string>& values) {
    return renderer(at, values).read(file, begin, end);
}

std::map<std::string, std::string> read_tern_data(const source_file& configuration) {
    std::map<std::string, std::string> attributes;
    bool in_data = false;
    for (lines at(configuration.text); at.next();) {
        const std::string_view line = trim(at.line());
        if (line.starts_with('[')) {
            in_data = line == "[data]";
            continue;
        }
        const std::size_t equals = line.find('=');
        const bool comment = line.starts_with('#') || line.starts_with(';');
        // A value that the template reads from the environment must be given with --set.
        if (in_data && !comment && equals != std::string_view::npos &&
            line.find("{{") == std::string_view::npos) {
            attributes.insert_or_assign(std::string(trim(line.substr(0, equals))),
                                        std::string(trim(line.substr(equals + 1))));
        }
    }
    return attributes;
}

} // namespace dunlin::migrator
