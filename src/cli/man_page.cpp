// SPDX-License-Identifier: MIT
#include "man_page.hpp"

#include "exit_codes.hpp"
#include "markup.hpp"
#include "version.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace dunlin::cli {
namespace {

/// Escapes backslashes and hyphens for roff.
std::string escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\') {
            out += "\\e";
        } else if (c == '-') {
            out += "\\-";
        } else {
            out += c;
        }
    }
    return out;
}

/// Wraps text into short source lines, none of which looks like a roff request.
std::string wrap(std::string_view text) {
    constexpr std::size_t max_length = 78;
    std::string out;
    std::size_t used = 0;
    const auto append_word = [&](std::string_view word) {
        if (used == 0 && (word.starts_with('.') || word.starts_with('\''))) {
            out += "\\&";
        }
        out += word;
        used += word.size();
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (used != 0 && used + 1 + word.size() > max_length) {
            out += "\n";
            used = 0;
        } else if (used != 0) {
            out += " ";
            ++used;
        }
        append_word(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + "\n";
}

/// Keeps the lines and spaces of code.
std::string code_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        out += line.starts_with('.') || line.starts_with('\'') ? "\\&" : "";
        out += escape(line) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// Escaped text with `code` in bold.
std::string inline_text(std::string_view text) {
    std::string out;
    bool code = false;
    while (true) {
        const std::size_t tick = text.find('`');
        out += escape(text.substr(0, tick));
        if (tick == std::string_view::npos) {
            return out;
        }
        out += code ? "\\fR" : "\\fB";
        code = !code;
        text.remove_prefix(tick + 1);
    }
}

/// The term of a definition. Without .TQ, roff would read its second line as the description.
std::string term_lines(std::string_view term) {
    std::string lines = wrap(term);
    for (std::size_t end = lines.find('\n'); end + 1 < lines.size();
         end = lines.find('\n', end + 1)) {
        lines.insert(end + 1, ".TQ\n");
        end += 4;
    }
    return ".TP\n" + lines;
}

std::string to_upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string render(const block& part, bool first) {
    const std::string gap = first ? "" : ".PP\n";
    switch (part.kind) {
    case block_kind::paragraph:
        return gap + wrap(inline_text(part.text));
    case block_kind::code:
        return gap + ".RS 4\n.nf\n" + code_lines(part.text) + ".fi\n.RE\n";
    case block_kind::definition:
        return term_lines(inline_text(part.term)) + wrap(inline_text(part.text));
    }
    return "";
}

std::string render(const section& part) {
    std::string text = ".SH " + to_upper(part.title) + "\n";
    bool first = true;
    for (const auto& block : part.blocks) {
        text += render(block, first);
        first = false;
    }
    return text;
}

std::string heading(std::string_view page, int number, std::string_view summary) {
    return fmt::format(".\\\" SPDX-License-Identifier: MIT\n"
                       ".\\\" Written by \"dunlin generate man\". Do not edit.\n"
                       ".TH {} {} \"{}\" \"dunlin {}\" \"dunlin manual\"\n"
                       ".SH NAME\n{}",
                       to_upper(std::string(page)), number, release_date, program_version,
                       wrap(escape(page) + " \\- " + escape(summary)));
}

std::string page_stem(const verb_info& verb) {
    std::string name = verb.path.empty() ? "dunlin" : "dunlin-" + verb.path;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string option_term(const option_info& option) {
    std::string text;
    for (const auto& name : option.names) {
        text += (text.empty() ? "" : ", ") + ("\\fB" + escape(name) + "\\fR");
    }
    return option.value.empty() || option.positional
               ? text
               : text + " \\fI" + escape(option.value) + "\\fR";
}

std::string options_of(const verb_info& verb) {
    std::vector<std::string> groups;
    for (const auto& option : verb.options) {
        if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
            groups.push_back(option.group);
        }
    }
    std::string text;
    for (const auto& group : groups) {
        text += ".SH " + to_upper(group) + "\n";
        for (const auto& option : verb.options) {
            if (option.group == group) {
                text += ".TP\n" + option_term(option) + "\n" +
                        wrap(inline_text(option.description) +
                             (option.description.ends_with('.') ? "" : "."));
            }
        }
    }
    return text;
}

std::string verbs_of(const verb_info& verb, const std::vector<verb_info>& all) {
    if (verb.verbs.empty()) {
        return "";
    }
    std::string text = ".SH VERBS\n";
    for (const auto& other : all) {
        const bool is_below = verb.path.empty() || other.path.starts_with(verb.path + " ");
        if (!other.path.empty() && is_below && !other.is_group) {
            text +=
                ".TP\n\\fBdunlin " + escape(other.path) + "\\fR\n" + escape(other.summary) + ".\n";
        }
    }
    return text;
}

/// Breaks text into lines of at most 80 bytes, as mandoc's style check requires.
std::string break_lines(std::string text) {
    constexpr std::size_t max_length = 80;
    for (std::size_t begin = 0; text.size() - begin > max_length;) {
        const std::size_t blank = text.rfind(' ', begin + max_length);
        if (blank == std::string::npos || blank <= begin) {
            break;
        }
        text[blank] = '\n';
        begin = blank + 1;
    }
    return text;
}

std::string exit_codes() {
    std::string text = ".SH EXIT STATUS\n";
    for (const auto& [code, meaning] : exit_code_meanings) {
        text += fmt::format(".TP\n\\fB{}\\fR\n{}\n", static_cast<int>(code),
                            break_lines(escape(meaning)));
    }
    return text;
}

std::string reference(std::string_view page, int number) {
    return fmt::format(".BR {} ({})", escape(page), number);
}

std::string see_also(const verb_info& verb, const std::vector<verb_info>& all) {
    std::vector<std::string> pages;
    const std::string_view text = prose(page_stem(verb));
    if (!verb.path.empty()) {
        pages.push_back(reference("dunlin", 1));
    }
    const std::string family = verb.path.substr(0, verb.path.find(' '));
    for (const auto& other : all) {
        const bool is_related =
            verb.path.empty() ? other.path.find(' ') == std::string::npos
                              : other.path.starts_with(family + " ") || other.path == family ||
                                    text.find(page_stem(other) + "(1)") != text.npos;
        if (is_related && !other.path.empty() && other.path != verb.path) {
            pages.push_back(reference(page_stem(other), 1));
        }
    }
    if (verb.path.empty() || family == "migrate" || family == "status") {
        pages.push_back(reference("dunlin-migrations", 5));
    }
    pages.push_back(reference("dunlin.toml", 5));
    return fmt::format(".SH SEE ALSO\n{}\n", fmt::join(pages, " ,\n"));
}

} // namespace

std::string page_name(const verb_info& verb) {
    return page_stem(verb) + ".1";
}

std::string verb_page(const verb_info& verb, const std::vector<verb_info>& all) {
    std::string text = heading(page_stem(verb), 1, verb.summary);
    text += ".SH SYNOPSIS\n" + wrap("\\fB" + escape(verb.synopsis) + "\\fR");
    const auto sections = read_markup(prose(page_stem(verb)));
    for (const auto& part : sections) {
        text += part.title == "Description" ? render(part) : "";
    }
    text += verbs_of(verb, all) + options_of(verb);
    for (const auto& part : sections) {
        text += part.title == "Description" ? "" : render(part);
    }
    if (!verb.path.empty()) {
        text += ".SH GLOBAL OPTIONS\nThe options that every verb accepts are listed in\n"
                ".BR dunlin (1).\n";
    }
    return text + exit_codes() + see_also(verb, all);
}

std::string format_page(std::string_view name, std::string_view summary) {
    std::string text = heading(name, 5, summary);
    for (const auto& part : read_markup(prose(name))) {
        text += render(part);
    }
    const std::string_view other = name == "dunlin.toml" ? "dunlin-migrations" : "dunlin.toml";
    return text +
           fmt::format(".SH SEE ALSO\n{} ,\n{}\n", reference("dunlin", 1), reference(other, 5));
}

} // namespace dunlin::cli
