// SPDX-License-Identifier: MIT
#pragma once

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace interop_test {

/// A program of another tool: in bin/ of the folder in DUNLIN_PEERS, of build/peers, or in PATH.
std::optional<std::filesystem::path> find_peer(const std::string& name);

/// The address of a test database as the other tools take it.
std::string peer_url(const dunlin::test::test_database& database);

/// Another tool as these tests need it. Migration N (1 to 4) makes the table tN.
struct peer {
    std::string tool;    ///< dunlin's name for it
    std::string program; ///< its program's

    /// The files of migration N: name and text.
    std::function<std::vector<std::pair<std::string, std::string>>(int)> files;
    using arguments = std::vector<std::string>;
    std::function<arguments(const std::string& folder, const std::string& url)> up;
    std::function<arguments(const std::string& folder, const std::string& url)> down_one;
    std::function<arguments(const std::string& folder, const std::string& url)> status;
    /// Whether that says that nothing is pending.
    std::function<bool(const std::string& said)> is_up_to_date;

    // What it writes, by its own rules, for where the program is not installed.
    std::string make_table;
    std::function<std::string(int)> record;
    std::function<std::string(int)> forget;
};

/// Half by the tool, the rest by dunlin, and the tool finds all done; half by dunlin, the rest by
/// the tool, and dunlin finds all done; then back, each taking back what the other applied.
void apply_by_turns(const peer& other);

} // namespace interop_test
