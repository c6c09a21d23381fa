// SPDX-License-Identifier: MIT
#include "format/graphile_settings.hpp"

#include "format/format.hpp"
#include "format/refuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

bool is_word(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// The text with its JavaScript comments overwritten by blanks. Quotes are respected.
std::string without_comments(std::string text) {
    char quote = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (quote != 0) {
            i += text[i] == '\\' ? 1 : 0;
            quote = i < text.size() && text[i] == quote ? '\0' : quote;
        } else if (text[i] == '"' || text[i] == '\'') {
            quote = text[i];
        } else if (text.compare(i, 2, "//") == 0 || text.compare(i, 2, "/*") == 0) {
            const bool line = text[i + 1] == '/';
            const std::size_t close = text.find(line ? "\n" : "*/", i);
            const std::size_t end =
                close == std::string::npos ? text.size() : close + (line ? 0 : 2);
            std::fill(text.begin() + static_cast<std::ptrdiff_t>(i),
                      text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
            i = end - 1;
        }
    }
    return text;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
    return std::min(text.find_first_not_of(" \t\r\n", at), text.size());
}

/// A quoted text at `at`, which moves past it.
std::optional<std::string> read_quoted(std::string_view text, std::size_t& at) {
    if (at >= text.size() || (text[at] != '"' && text[at] != '\'')) {
        return std::nullopt;
    }
    const char quote = text[at++];
    std::string result;
    for (; at < text.size() && text[at] != quote; ++at) {
        at += text[at] == '\\' && at + 1 < text.size() ? 1 : 0;
        result += text[at];
    }
    ++at;
    return result;
}

/// The keys of the form ":NAME", at any level, are placeholders.
void find_keys(std::string_view settings, graphile_placeholders& into) {
    for (std::size_t at = 0; at < settings.size();) {
        const auto key = read_quoted(settings, at);
        if (!key) {
            ++at;
            continue;
        }
        std::size_t after = skip_blanks(settings, at);
        if (key->size() < 2 || key->front() != ':' || after >= settings.size() ||
            settings[after] != ':') {
            continue;
        }
        after = skip_blanks(settings, after + 1);
        if (const auto value = read_quoted(settings, after)) {
            into.insert_or_assign(key->substr(1), *value);
            at = after;
        }
    }
}

/// A key of an object, quoted or not.
std::optional<std::string> read_key(std::string_view text, std::size_t& at) {
    if (auto quoted = read_quoted(text, at)) {
        return quoted;
    }
    const std::size_t first = at;
    while (at < text.size() && (is_word(text[at]) || text[at] == '$')) {
        ++at;
    }
    return at == first ? std::nullopt : std::optional(std::string(text.substr(first, at - first)));
}

std::optional<std::string> read_number(std::string_view text, std::size_t& at) {
    const std::size_t first = at;
    at = std::min(text.find_first_not_of("+-.0123456789eE", at), text.size());
    return at == first ? std::nullopt : std::optional(std::string(text.substr(first, at - first)));
}

std::string in_quotes(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        quoted.append(c == '\'' ? 2 : 1, c);
    }
    return quoted + "'";
}

/// One statement for each setting in the braces after "pgSettings".
std::string read_session(const source_file& file, std::string_view settings) {
    constexpr std::string_view name = "pgSettings";
    std::size_t at = settings.find(name);
    if (at == std::string_view::npos) {
        return {};
    }
    at = std::min(settings.find(':', at), settings.size());
    at = skip_blanks(settings, at + 1);
    const auto accept = [&](char c) {
        const bool found = at < settings.size() && settings[at] == c;
        at = skip_blanks(settings, at + (found ? 1 : 0));
        return found;
    };
    if (settings.substr(at).starts_with("null") || !accept('{')) {
        return {};
    }
    std::string calls;
    while (!accept('}')) {
        const std::size_t key_at = at;
        const auto key = read_key(settings, at);
        at = skip_blanks(settings, at);
        const bool colon = accept(':');
        auto value = read_quoted(settings, at);
        value = value ? value : read_number(settings, at);
        at = skip_blanks(settings, at);
        if (!key || !colon || !value) {
            refuse(file, std::min(key_at, settings.size() - 1),
                   "an entry of pgSettings must be a name with a string or number",
                   "write \"name\": \"value\"");
        }
        calls += fmt::format("{}pg_catalog.set_config({}, {}, false)", calls.empty() ? "" : ", ",
                             in_quotes(*key), in_quotes(*value));
        accept(',');
    }
    return calls.empty() ? "" : fmt::format("SELECT {};\n", calls);
}

bool has_actions(std::string_view settings, std::string_view key) {
    const std::size_t at = settings.find(key);
    const std::size_t open = settings.find('[', at);
    return at != std::string_view::npos && open != std::string_view::npos &&
           settings[skip_blanks(settings, open + 1)] != ']';
}

void note_actions(std::string_view settings, const std::string& file,
                  std::vector<std::string>& notes) {
    for (const std::string_view key : {"beforeAllMigrations", "afterAllMigrations"}) {
        if (has_actions(settings, key)) {
            notes.push_back(fmt::format("dunlin does not run the {} of {}", key, file));
        }
    }
}

} // namespace

graphile_settings read_graphile_settings(const fs::path& project, std::vector<std::string>& notes) {
    graphile_settings known;
    std::error_code ignored;
    const fs::path file = project / ".gmrc";
    if (fs::is_regular_file(file, ignored)) {
        const auto given = read_source_file(file);
        const std::string settings = without_comments(given->text);
        find_keys(settings, known.placeholders);
        known.session = read_session(*given, settings);
        note_actions(settings, file.string(), notes);
        return known;
    }
    for (const char* name : {".gmrc.js", ".gmrc.cjs"}) {
        if (fs::is_regular_file(project / name, ignored)) {
            notes.push_back(
                fmt::format("{} is JavaScript: dunlin does not know its placeholders and actions",
                            (project / name).string()));
        }
    }
    return known;
}

std::vector<edit> find_graphile_placeholders(const graphile_placeholders& known,
                                             std::string_view text, std::size_t begin) {
    std::vector<edit> edits;
    for (std::size_t at = begin; (at = text.find(':', at)) != std::string_view::npos; ++at) {
        const auto* const end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at) + 1,
                                                 text.end(), is_word);
        const auto size = static_cast<std::size_t>(end - text.begin()) - at - 1;
        const std::string_view name = text.substr(at + 1, size);
        const auto found = known.find(name);
        if (name == "DATABASE_NAME" || name == "DATABASE_OWNER") { // whatever .gmrc says of them
            edits.push_back(
                {.begin = at, .end = at + 1 + size, .variable = fmt::format("graphile:{}", name)});
        } else if (found != known.end()) {
            edit edit{.begin = at, .end = at + 1 + size, .variable = found->first};
            edit.has_default = found->second != "!ENV";
            edit.text = edit.has_default ? found->second : "";
            edits.push_back(std::move(edit));
        }
    }
    return edits;
}

} // namespace dunlin::migrator
