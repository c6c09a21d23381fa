// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace dunlin::test {

/// A room of src/ as its CMakeLists.txt describes it.
struct room {
    std::string name;
    std::set<std::string> sources;       ///< as listed, relative to the room
    std::set<std::string> links;         ///< rooms that its headers may see
    std::set<std::string> private_links; ///< rooms that its sources may see besides
};

/// The rooms in the order in which src/CMakeLists.txt adds them, bottom first.
std::vector<room> read_rooms();

/// A source or header of a room.
struct source {
    std::filesystem::path path; ///< absolute
    std::string name;           ///< "sqldb/connection.cpp", relative to src/
    std::string text;
    bool is_public_header = false;
    std::vector<std::string> includes; ///< what stands between <> or ""
};

std::vector<source> read_sources(const room& of);

} // namespace dunlin::test
