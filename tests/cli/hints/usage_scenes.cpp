// SPDX-License-Identifier: MIT
#include "literals.hpp"
#include "stage.hpp"

#include <dunlin/base/file.hpp>

#include <support/golden.hpp>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>

namespace hints_test {
namespace {

using arguments = std::vector<std::string>;

scene wrong_line(const arguments& line) {
    std::string name = "dunlin";
    for (const std::string& word : line) {
        name += " " + word;
    }
    return {name, [line](stage& stage) {
                apply_two(stage);
                stage.write("seed/items.sql", "SELECT 1;\n");
                stage.write("items.csv", "id\n");
                return stage.show(line);
            }};
}

bool is_word(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::islower(c) != 0 || c == '-';
    });
}

/// The words that suggestion.cpp knows: other tools' verbs.
arguments foreign_words() {
    arguments words;
    for (const auto& literal :
         string_literals(dunlin::read_file(dunlin::test::source_path("src/cli/suggestion.cpp")))) {
        if (is_word(literal) && !literal.starts_with("-")) {
            words.push_back(literal);
        }
    }
    return words;
}

/// The last words of all verbs: `down`, `load` ...
arguments verb_names() {
    arguments names;
    std::istringstream help(dunlin::test::run_program({"help", "--all"}).out);
    for (std::string line; std::getline(help, line);) {
        const std::string start = "Usage: dunlin [GLOBAL]... ";
        if (!line.starts_with(start)) {
            continue;
        }
        std::istringstream words(line.substr(start.size()));
        std::string name;
        for (std::string word; words >> word && is_word(word);) {
            name = word;
        }
        names.push_back(name);
    }
    return names;
}

/// So that a word that is a verb after all does nothing.
constexpr auto no_option = "--frobnicate";

/// The hint that suggests a command; empty for none.
std::string answer_to(const arguments& line) {
    const std::string printed = dunlin::test::run_program(line).err;
    const std::size_t hint = printed.find("did you mean `");
    return hint == std::string::npos ? "" : printed.substr(hint);
}

} // namespace

std::vector<scene> usage_scenes() {
    return {
        wrong_line({"frobnicate"}),
        wrong_line({"help", "migrate", "dwon"}),
        wrong_line({"help", "migrate", "frobnicate"}),
        wrong_line({"migrate", "up", "--frobnicate"}),
        wrong_line({"migrate", "up", "--to"}),
        wrong_line({"migrate", "dwon"}),
        wrong_line({"status", "surplus"}),
        wrong_line({"generate", "add_users"}),
        wrong_line({"seed", "--reset", "load", "a", "x.csv"}),
        wrong_line({"migrate", "new", "!"}),
        wrong_line({"migrate", "repair"}),
        wrong_line({"--log-format", "json"}),
    };
}

std::vector<scene> suggestion_scenes() {
    std::vector<scene> scenes;
    arguments words = foreign_words();
    const arguments names = verb_names();
    words.insert(words.end(), names.begin(), names.end());
    std::set<std::string> answers;
    for (const std::string& word : words) {
        for (const arguments& line : {arguments{"migrate", word, no_option}, {word, no_option}}) {
            const std::string answer = answer_to(line);
            if (!answer.empty() && answers.insert(answer).second) {
                scenes.push_back(wrong_line(line));
            }
        }
    }
    return scenes;
}

} // namespace hints_test
