// SPDX-License-Identifier: MIT
#include "rooms.hpp"

#include <dunlin/base/file.hpp>

#include <support/golden.hpp>

#include <sstream>

namespace dunlin::test {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view room_prefix = "dunlin::";

fs::path src() {
    return source_path("src");
}

/// The words of a CMake file, without comments, cut at blanks and parentheses.
std::vector<std::string> words_of(const fs::path& file) {
    std::vector<std::string> words;
    std::istringstream lines(dunlin::read_file(file));
    for (std::string line; std::getline(lines, line);) {
        line = line.substr(0, line.find('#'));
        for (char& c : line) {
            c = c == '(' || c == ')' ? ' ' : c;
        }
        std::istringstream rest(line);
        for (std::string word; rest >> word;) {
            words.push_back(word);
        }
    }
    return words;
}

room read_room(const std::string& name) {
    room found{name, {}, {}, {}};
    std::string part;
    bool inside = false;
    for (const auto& word : words_of(src() / name / "CMakeLists.txt")) {
        if (word == "dunlin_room" || word == name) {
            inside = true;
            continue;
        }
        // The next command ends the room's own.
        if (inside && word.starts_with("target_")) {
            break;
        }
        if (!inside) {
            continue;
        }
        if (word == "SOURCES" || word == "LINKS" || word == "PRIVATE_LINKS") {
            part = word;
        } else if (part == "SOURCES") {
            found.sources.insert(word);
        } else if (word.starts_with(room_prefix)) {
            auto& links = part == "LINKS" ? found.links : found.private_links;
            links.insert(word.substr(room_prefix.size()));
        }
    }
    return found;
}

std::vector<std::string> includes_of(const std::string& text) {
    constexpr std::string_view directive = "#include ";
    std::vector<std::string> includes;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(directive) && line.size() > directive.size() + 2) {
            const auto end = line.find_last_of(">\"");
            includes.push_back(line.substr(directive.size() + 1, end - directive.size() - 1));
        }
    }
    return includes;
}

} // namespace

std::vector<room> read_rooms() {
    std::vector<room> rooms;
    bool listed = false;
    for (const auto& word : words_of(src() / "CMakeLists.txt")) {
        if (listed && word == "if") {
            break;
        }
        if (listed && word != "room" && fs::exists(src() / word / "CMakeLists.txt")) {
            rooms.push_back(read_room(word));
        }
        listed = listed || word == "foreach";
    }
    return rooms;
}

std::vector<source> read_sources(const room& of) {
    std::vector<source> sources;
    for (const auto& entry : fs::recursive_directory_iterator(src() / of.name)) {
        const auto extension = entry.path().extension();
        if (extension != ".cpp" && extension != ".hpp") {
            continue;
        }
        source found;
        found.path = entry.path();
        found.name = entry.path().lexically_relative(src()).string();
        found.text = dunlin::read_file(entry.path());
        found.is_public_header = found.name.starts_with(of.name + "/include/");
        found.includes = includes_of(found.text);
        sources.push_back(std::move(found));
    }
    return sources;
}

} // namespace dunlin::test
