// SPDX-License-Identifier: MIT
#pragma once

#include "peer.hpp"

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interop_test {

/// A database, the folder of all four migrations, and one of the first two; and a tool for them,
/// or what it would write. Whatever goes wrong fails the test.
class trial {
public:
    explicit trial(const peer& other);

    /// Lets the tool bring the database from one version to the other, upwards.
    void peer_up(int from, int to);
    /// Lets it take the last migration back, which is this one.
    void peer_down(int number);
    void check_peer_finds_all_done();
    /// The last table is to have a column, although it was made without: both must find that.
    void check_a_change_is_found();

    /// With the program: starts one of the two while the other is held up in the third migration;
    /// both must end well, but a tool that gives up.
    void run_beside(bool dunlin_first);

    /// What dunlin says; it must succeed.
    std::string dunlin(const std::vector<std::string>& arguments,
                       const std::string& folder = "all");
    /// "t1 t2": the tables of migrations that are there.
    [[nodiscard]] std::string tables() const;

private:
    struct invocation {
        std::vector<std::string> arguments;
        dunlin::test::surroundings where;
    };
    [[nodiscard]] invocation of_dunlin(std::vector<std::string> arguments,
                                       const std::string& folder) const;
    [[nodiscard]] invocation of_peer(const peer::command& command, const std::string& folder) const;
    [[nodiscard]] dunlin::test::outcome run(const peer::command& command,
                                            const std::string& folder) const;
    /// Asks until this is true.
    void await(const std::string& question) const;
    void execute(const std::string& sql) const;

    const peer& other_;
    std::optional<std::filesystem::path> program_;
    dunlin::test::temporary_folder folder_;
    dunlin::test::test_database database_;
};

} // namespace interop_test
