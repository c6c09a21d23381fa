// SPDX-License-Identifier: MIT
#pragma once

#include <support/database.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace hints_test {

/// A project with a database, in whatever state a scene brings it.
class stage {
public:
    stage();
    ~stage();
    stage(const stage&) = delete;
    stage& operator=(const stage&) = delete;

    void write(std::string_view name, std::string_view text) const { folder.write(name, text); }
    void execute(const std::string& sql) const;
    dunlin::test::outcome run(const std::vector<std::string>& arguments,
                              const std::string& input = {}) const;
    /// The database through the socket in a folder.
    [[nodiscard]] std::string url_through(const std::filesystem::path& socket_folder) const;
    /// What it prints on both streams.
    std::string show(const std::vector<std::string>& arguments,
                     const std::string& input = {}) const;
    /// As a shell would run a line that a person typed.
    [[nodiscard]] dunlin::test::outcome type(const std::string& line) const;
    /// The objects of the database, its rows, what the ledgers record, and the project's files.
    [[nodiscard]] std::set<std::string> contents() const;

    dunlin::test::temporary_folder folder;
    dunlin::test::test_database database;
    std::map<std::string, std::string> environment;
    /// What the words in capitals of a command stand for here.
    std::map<std::string, std::string> values;
    /// Proxies and the like, which end with the stage.
    std::vector<std::shared_ptr<void>> props;
};

/// A state in which the program prints hints with commands.
struct scene {
    std::string name;
    std::function<std::string(stage&)> play; ///< returns what was printed
    /// Objects that a command of the hint removes because the user's own command began to, and the
    /// old version of a row that it moves.
    std::set<std::string> may_lose = {};
};

/// 1 and 2, with down scripts, tables a and b; not applied.
void write_two(const stage& stage);
/// The same, applied.
void apply_two(const stage& stage);

std::vector<scene> usage_scenes();
/// The verbs of other tools, and dunlin's own at the wrong place; one for each answer.
std::vector<scene> suggestion_scenes();
std::vector<scene> migrate_scenes();
std::vector<scene> query_scenes();
std::vector<scene> other_scenes();
std::vector<scene> server_scenes();

} // namespace hints_test
