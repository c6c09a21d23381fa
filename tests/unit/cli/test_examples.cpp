// SPDX-License-Identifier: MIT
// Every example of the manual is a valid command line.
#include <dunlin/base/error.hpp>

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>
#include <markup.hpp>
#include <outline.hpp>
#include <parse.hpp>
#include <synopsis.hpp>
#include <tree.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace {

using namespace dunlin::cli;

/// The command lines of a page's examples, with continuation lines joined.
std::vector<std::string> examples_of(const std::string& page) {
    std::vector<std::string> lines;
    for (const auto& section : read_markup(prose(page))) {
        for (const auto& block : section.blocks) {
            if (section.title != "Examples" || block.kind != block_kind::code) {
                continue;
            }
            std::istringstream text(block.text);
            std::string joined;
            for (std::string line; std::getline(text, line);) {
                const bool continues = line.ends_with('\\');
                joined += continues ? line.substr(0, line.size() - 1) : line;
                if (!continues) {
                    lines.push_back(std::exchange(joined, ""));
                }
            }
        }
    }
    return lines;
}

/// The arguments of the first dunlin in a line, as a shell would pass them.
std::vector<std::string> arguments_of(const std::string& line) {
    std::vector<std::string> arguments;
    std::string argument;
    bool is_quoted = false;
    char quote = '\0';
    for (const char c : line.substr(line.find("dunlin ")) + " ") {
        if (quote != '\0' || c == '\'' || c == '"') {
            is_quoted = true;
            if (quote == '\0') {
                quote = c;
            } else if (c == quote) {
                quote = '\0';
            } else {
                argument += c;
            }
        } else if (c == ' ' || c == '|' || c == '>' || c == ')') {
            if (is_quoted || !argument.empty()) {
                arguments.push_back(std::exchange(argument, ""));
            }
            is_quoted = false;
            if (c != ' ') {
                break;
            }
        } else {
            argument += c;
        }
    }
    return arguments;
}

/// The error of an invalid line, or empty. A valid line must also be parsed by the tree of only the
/// verbs that it can name.
std::string parse_error(const std::string& line) {
    const auto arguments = arguments_of(line);
    tree verbs;
    try {
        const auto parsed = parse(verbs, arguments);
        const auto* command = verbs.verb_of(parsed.app).command;
        if (parsed.type == request::run && command != nullptr && command->setup != nullptr) {
            tree partial(arguments);
            CHECK_MESSAGE(full_name(*parse(partial, arguments).app) == full_name(*parsed.app),
                          line);
        }
        return "";
    } catch (const dunlin::error& problem) {
        return problem.message();
    }
}

} // namespace

TEST_CASE("every verb has two examples or more") {
    const tree verbs;
    for (const auto& verb : outline(verbs.root())) {
        std::string page = verb.path.empty() ? "dunlin" : "dunlin-" + verb.path;
        std::replace(page.begin(), page.end(), ' ', '-');
        const bool is_group = !verb.verbs.empty() && prose(page).empty();
        const auto examples = examples_of(page);
        const auto count = std::count_if(examples.begin(), examples.end(), [](const auto& line) {
            return line.find("dunlin ") != std::string::npos;
        });
        CHECK_MESSAGE((is_group || count >= 2), verb.path, " has examples: ", count);
    }
}

TEST_CASE("every example of the manual is a valid command line") {
    const tree verbs;
    for (const auto& verb : outline(verbs.root())) {
        std::string page = verb.path.empty() ? "dunlin" : "dunlin-" + verb.path;
        std::replace(page.begin(), page.end(), ' ', '-');
        for (const auto& line : examples_of(page)) {
            if (line.find("dunlin ") != std::string::npos) {
                CHECK_MESSAGE(parse_error(line) == "", line);
            }
        }
    }
}

TEST_CASE("an invalid example is found") {
    CHECK(parse_error("dunlin widget list --colour red | less") == "unknown option --colour");
    CHECK(parse_error("echo 'x' | dunlin query -p \"a=b c\" 'SELECT :a' > file") == "");
}
