// SPDX-License-Identifier: MIT
// test_server start|stop FOLDER: the private server of a test run, made and removed by CTest's
// fixture `server`. With DUNLIN_TEST_DATABASE set the tests use that server and nothing is started.
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/local/server.hpp>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string_view>

namespace fs = std::filesystem;

namespace {

void start(const fs::path& folder) {
    fs::create_directories(folder);
    // Tests never outlive a crash of the machine, so nothing need be synced to disk.
    dunlin::local::server server(folder, {"fsync=off", "full_page_writes=off",
                                          "synchronous_commit=off", "max_connections=300",
                                          "max_prepared_transactions=10", "log_statement=none"});
    server.start();
    dunlin::atomic_file file(folder / "url");
    file.write(server.url(dunlin::local::maintenance_database));
    file.commit();
}

void stop(const fs::path& folder) {
    dunlin::local::server(folder).destroy();
    fs::remove_all(folder);
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view verb = argc == 3 ? argv[1] : "";
    const char* given = std::getenv("DUNLIN_TEST_DATABASE");
    try {
        if (verb != "start" && verb != "stop") {
            std::fputs("usage: test_server start|stop FOLDER\n", stderr);
            return 2;
        }
        if (given == nullptr || *given == '\0') {
            (verb == "start" ? start : stop)(argv[2]);
        }
        return 0;
    } catch (const dunlin::error& problem) {
        std::fprintf(stderr, "%s\n%s\n", problem.what(), problem.hint().c_str());
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
    }
    return 1;
}
