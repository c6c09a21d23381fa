// SPDX-License-Identifier: MIT
#include "rooms.hpp"

#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <regex>
#include <string>

using dunlin::test::read_rooms;
using dunlin::test::read_sources;

namespace fs = std::filesystem;

TEST_CASE("every source and build file opens with its licence") {
    for (const char* folder : {"src", "tests"}) {
        for (const auto& entry :
             fs::recursive_directory_iterator(dunlin::test::source_path(folder))) {
            const auto& path = entry.path();
            const bool is_code = path.extension() == ".cpp" || path.extension() == ".hpp" ||
                                 path.filename() == "CMakeLists.txt";
            if (is_code) {
                const std::string text = dunlin::read_file(path);
                const std::string first = text.substr(0, text.find('\n'));
                CHECK_MESSAGE(first.find("SPDX-License-Identifier: MIT") != std::string::npos,
                              path.string());
            }
        }
    }
}

TEST_CASE("every source of a room is built, and every listed one is there") {
    for (const auto& room : read_rooms()) {
        std::set<std::string> found;
        for (const auto& source : read_sources(room)) {
            if (source.path.extension() == ".cpp") {
                found.insert(source.name.substr(room.name.size() + 1));
            }
        }
        for (const auto& name : found) {
            CHECK_MESSAGE(room.sources.count(name) == 1, room.name, "/", name, " is not built");
        }
        for (const auto& name : room.sources) {
            const bool generated = name.starts_with("${");
            CHECK_MESSAGE((generated || found.count(name) == 1), room.name, "/", name,
                          " is not there");
        }
    }
}

TEST_CASE("libraries never print") {
    constexpr std::array prints{"std::cout", "std::cerr", "fmt::print(", "std::puts(",
                                "std::printf("};
    for (const auto& room : read_rooms()) {
        if (room.name == "commands" || room.name == "cli") {
            continue;
        }
        for (const auto& source : read_sources(room)) {
            for (const char* print : prints) {
                CHECK_MESSAGE(source.text.find(print) == std::string::npos, source.name, " has ",
                              print);
            }
        }
    }
}

TEST_CASE("every source that ARCHITECTURE.md names exists") {
    const std::string text =
        dunlin::read_file(dunlin::test::source_path(".github/ARCHITECTURE.md"));
    const std::regex path("`((?:src|tests)/[^`]*)`");
    for (std::sregex_iterator at(text.begin(), text.end(), path), end; at != end; ++at) {
        const std::string name = (*at)[1].str();
        CHECK_MESSAGE(fs::exists(dunlin::test::source_path(name)), name);
    }
}

TEST_CASE("a test run updates no golden file, whatever the environment says") {
    CHECK(std::getenv("DUNLIN_UPDATE_GOLDEN") == nullptr);
}
