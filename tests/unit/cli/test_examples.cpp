// SPDX-License-Identifier: MIT
// The examples of the manual are real: each is a line that dunlin can read.
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

/// The command lines of a page's examples; a backslash at a line's end goes on in the next.
std::vector<std::string> examples_of(const std::string& page) {
    std::vector<std::string> lines;
    for (const auto& section : read_markup(prose(page))) {
        for (const auto& block : section.blocks) {
            if (section.title != "Examples" || block.what != block::kind::code) {
                continue;
            }
            std::istringstream text(block.text);
            std::string whole;
            for (std::string line; std::getline(text, line);) {
                const bool goes_on = line.ends_with('\\');
                whole += goes_on ? line.substr(0, line.size() - 1) : line;
                if (!goes_on) {
                    lines.push_back(std::exchange(whole, ""));
                }
            }
        }
    }
    return lines;
}

/// The words of the first dunlin in a line, as a shell would pass them on.
std::vector<std::string> words_of(const std::string& line) {
    std::vector<std::string> words;
    std::string word;
    bool any = false;
    char quote = '\0';
    for (const char c : line.substr(line.find("dunlin ")) + " ") {
        if (quote != '\0' || c == '\'' || c == '"') {
            any = true;
            if (quote == '\0') {
                quote = c;
            } else if (c == quote) {
                quote = '\0';
            } else {
                word += c;
            }
        } else if (c == ' ' || c == '|' || c == '>' || c == ')') {
            if (any || !word.empty()) {
                words.push_back(std::exchange(word, ""));
            }
            any = false;
            if (c != ' ') {
                break;
            }
        } else {
            word += c;
        }
    }
    return words;
}

/// What is wrong with the line, or empty. A line that is right is also read right by the tree of
/// what it can name.
std::string objection_to(const std::string& line) {
    const auto words = words_of(line);
    tree verbs;
    try {
        const auto asked = parse(verbs, words);
        const auto* verb = verbs.verb_of(asked.app).what;
        if (asked.what == request::run && verb != nullptr && verb->setup != nullptr) {
            tree few(words);
            CHECK_MESSAGE(full_name(*parse(few, words).app) == full_name(*asked.app), line);
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
        const bool gathers = !verb.verbs.empty() && prose(page).empty();
        const auto examples = examples_of(page);
        const auto own = std::count_if(examples.begin(), examples.end(), [](const auto& line) {
            return line.find("dunlin ") != std::string::npos;
        });
        CHECK_MESSAGE((gathers || own >= 2), verb.path, " has examples: ", own);
    }
}

TEST_CASE("every example of the manual is a line that dunlin can read") {
    const tree verbs;
    for (const auto& verb : outline(verbs.root())) {
        std::string page = verb.path.empty() ? "dunlin" : "dunlin-" + verb.path;
        std::replace(page.begin(), page.end(), ' ', '-');
        for (const auto& line : examples_of(page)) {
            if (line.find("dunlin ") != std::string::npos) {
                CHECK_MESSAGE(objection_to(line) == "", line);
            }
        }
    }
}

TEST_CASE("an example that is wrong is found") {
    CHECK(objection_to("dunlin widget list --colour red | less") == "unknown option --colour");
    CHECK(objection_to("echo 'x' | dunlin query -p \"a=b c\" 'SELECT :a' > file") == "");
}
