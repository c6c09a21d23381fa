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

/// Text as roff shows it: backslashes and hyphens as they are.
std::string escaped(std::string_view text) {
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

/// Lines of source that are short, and none that begins like a request.
std::string lines_of(std::string_view text) {
    constexpr std::size_t longest = 78;
    std::string out;
    std::size_t used = 0;
    const auto begin_word = [&](std::string_view word) {
        if (used == 0 && (word.starts_with('.') || word.starts_with('\''))) {
            out += "\\&";
        }
        out += word;
        used += word.size();
    };
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        if (used != 0 && used + 1 + word.size() > longest) {
            out += "\n";
            used = 0;
        } else if (used != 0) {
            out += " ";
            ++used;
        }
        begin_word(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out + "\n";
}

/// Code keeps its lines and its blanks.
std::string code_lines(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        out += line.starts_with('.') || line.starts_with('\'') ? "\\&" : "";
        out += escaped(line) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// Escaped, with `code` in bold.
std::string inline_text(std::string_view text) {
    std::string out;
    bool code = false;
    while (true) {
        const std::size_t tick = text.find('`');
        out += escaped(text.substr(0, tick));
        if (tick == std::string_view::npos) {
            return out;
        }
        out += code ? "\\fR" : "\\fB";
        code = !code;
        text.remove_prefix(tick + 1);
    }
}

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return text;
}

std::string render(const block& part, bool first) {
    const std::string gap = first ? "" : ".PP\n";
    switch (part.what) {
    case block::kind::paragraph:
        return gap + lines_of(inline_text(part.text));
    case block::kind::code:
        return gap + ".RS 4\n.nf\n" + code_lines(part.text) + ".fi\n.RE\n";
    case block::kind::definition:
        return ".TP\n" + lines_of(inline_text(part.term)) + lines_of(inline_text(part.text));
    }
    return "";
}

std::string render(const section& part) {
    std::string text = ".SH " + upper(part.title) + "\n";
    bool first = true;
    for (const auto& each : part.blocks) {
        text += render(each, first);
        first = false;
    }
    return text;
}

std::string heading(std::string_view page, int number, std::string_view summary) {
    return fmt::format(".\\\" SPDX-License-Identifier: MIT\n"
                       ".\\\" Written by \"dunlin generate man\": change the source instead.\n"
                       ".TH {} {} \"{}\" \"dunlin {}\" \"dunlin manual\"\n"
                       ".SH NAME\n{}",
                       upper(std::string(page)), number, release_date, program_version,
                       lines_of(escaped(page) + " \\- " + escaped(summary)));
}

std::string stem(const verb_facts& verb) {
    std::string name = verb.path.empty() ? "dunlin" : "dunlin-" + verb.path;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name;
}

std::string option_term(const option_facts& option) {
    std::string text;
    for (const auto& name : option.names) {
        text += (text.empty() ? "" : ", ") + ("\\fB" + escaped(name) + "\\fR");
    }
    return option.value.empty() || option.positional
               ? text
               : text + " \\fI" + escaped(option.value) + "\\fR";
}

std::string options_of(const verb_facts& verb) {
    std::vector<std::string> groups;
    for (const auto& option : verb.options) {
        if (std::find(groups.begin(), groups.end(), option.group) == groups.end()) {
            groups.push_back(option.group);
        }
    }
    std::string text;
    for (const auto& group : groups) {
        text += ".SH " + upper(group) + "\n";
        for (const auto& option : verb.options) {
            if (option.group == group) {
                text += ".TP\n" + option_term(option) + "\n" +
                        lines_of(inline_text(option.description) +
                                 (option.description.ends_with('.') ? "" : "."));
            }
        }
    }
    return text;
}

std::string verbs_of(const verb_facts& verb, const std::vector<verb_facts>& all) {
    if (verb.verbs.empty()) {
        return "";
    }
    std::string text = ".SH VERBS\n";
    for (const auto& each : all) {
        const bool below = verb.path.empty() || each.path.starts_with(verb.path + " ");
        if (!each.path.empty() && below && each.verbs.empty()) {
            text +=
                ".TP\n\\fBdunlin " + escaped(each.path) + "\\fR\n" + escaped(each.summary) + ".\n";
        }
    }
    return text;
}

/// The text in input lines of at most 80 bytes, as mandoc's style wants them.
std::string in_short_lines(std::string text) {
    constexpr std::size_t longest = 80;
    for (std::size_t begin = 0; text.size() - begin > longest;) {
        const std::size_t blank = text.rfind(' ', begin + longest);
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
                            in_short_lines(escaped(meaning)));
    }
    return text;
}

std::string see_also(const verb_facts& verb, const std::vector<verb_facts>& all) {
    std::vector<std::string> pages;
    const auto reference = [](std::string_view page, int number) {
        return fmt::format(".BR {} ({})", escaped(page), number);
    };
    if (!verb.path.empty()) {
        pages.push_back(reference("dunlin", 1));
    }
    const std::string family = verb.path.substr(0, verb.path.find(' '));
    for (const auto& each : all) {
        const bool related = verb.path.empty()
                                 ? each.path.find(' ') == std::string::npos
                                 : each.path.starts_with(family + " ") || each.path == family;
        if (related && !each.path.empty() && each.path != verb.path) {
            pages.push_back(reference(stem(each), 1));
        }
    }
    if (verb.path.empty() || family == "migrate" || family == "status") {
        pages.push_back(reference("dunlin-migrations", 5));
    }
    pages.push_back(reference("dunlin.toml", 5));
    return fmt::format(".SH SEE ALSO\n{}\n", fmt::join(pages, " ,\n"));
}

} // namespace

std::string page_name(const verb_facts& verb) {
    return stem(verb) + ".1";
}

std::string verb_page(const verb_facts& verb, const std::vector<verb_facts>& all) {
    std::string text = heading(stem(verb), 1, verb.summary);
    text += ".SH SYNOPSIS\n" + lines_of("\\fB" + escaped(verb.synopsis) + "\\fR");
    const auto sections = read_markup(prose(stem(verb)));
    for (const auto& part : sections) {
        text += part.title == "Description" ? render(part) : "";
    }
    text += verbs_of(verb, all) + options_of(verb);
    for (const auto& part : sections) {
        text += part.title == "Description" ? "" : render(part);
    }
    if (!verb.path.empty()) {
        text += ".SH GLOBAL OPTIONS\nThe options that every verb takes are listed in\n"
                ".BR dunlin (1).\n";
    }
    return text + exit_codes() + see_also(verb, all);
}

std::string format_page(std::string_view name, std::string_view summary) {
    std::string text = heading(name, 5, summary);
    for (const auto& part : read_markup(prose(name))) {
        text += render(part);
    }
    return text + ".SH SEE ALSO\n.BR dunlin (1)\n";
}

} // namespace dunlin::cli
