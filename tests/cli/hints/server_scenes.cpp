// SPDX-License-Identifier: MIT
#include "stage.hpp"
#include "starting_server.hpp"

#include <support/server.hpp>

#include <filesystem>
#include <fstream>

namespace hints_test {
namespace {

namespace fs = std::filesystem;

std::string absent_database(stage& stage) {
    const std::string name = stage.database.name() + "_absent";
    const auto url = dunlin::test::with_database(stage.database.url(), name);
    stage.environment["DUNLIN_DATABASE"] = url;
    stage.props.emplace_back(nullptr, [url](void*) {
        dunlin::test::run_program({"db", "drop", "--yes", "--database", url});
    });
    return stage.show({"query", "SELECT 1"});
}

std::string server_that_starts(stage& stage) {
    const auto folder = std::make_shared<dunlin::test::temporary_folder>();
    stage.props.push_back(folder);
    stage.props.push_back(
        std::make_shared<starting_server>(folder->path(), dunlin::test::server_socket()));
    stage.environment["DUNLIN_DATABASE"] = stage.url_through(folder->path());
    return stage.show({"query", "SELECT 1"});
}

std::string private_server(stage& stage) {
    stage.environment["DUNLIN_DATABASE"] = "local";
    const std::string absent = stage.show({"local", "url"});
    return absent + stage.show({"db", "ping"});
}

std::string foreign_server(stage& stage) {
    stage.run({"local", "start"});
    stage.run({"local", "stop"});
    fs::remove_all(stage.folder / ".state");
    std::ofstream(stage.folder / ".dunlin/local/data/postgresql.conf", std::ios::app)
        << "archive_command = 'true'\n";
    return stage.show({"local", "start"});
}

std::string server_of_old_version(stage& stage) {
    stage.run({"local", "start"});
    stage.run({"local", "stop"});
    std::ofstream(stage.folder / ".dunlin/local/data/PG_VERSION") << "9\n";
    return stage.show({"local", "start"});
}

std::string foreign_file(stage& stage) {
    stage.write(".dunlin/local/notes.txt", "mine");
    return stage.show({"local", "destroy", "--yes"});
}

} // namespace

std::vector<scene> server_scenes() {
    return {
        {"a database that is not there", absent_database},
        {"a server that is starting", server_that_starts},
        {"a private server", private_server},
        {"a private server from elsewhere", foreign_server},
        {"a private server of an old version", server_of_old_version},
        {"a foreign file beside the private server", foreign_file},
    };
}

} // namespace hints_test
