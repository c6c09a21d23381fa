// SPDX-License-Identifier: MIT
// test_server start|stop FOLDER: the private server of a test run, made and removed by CTest's
// fixture `server`. With DUNLIN_TEST_DATABASE set the tests use that server and nothing is started.
// FOLDER tells where it is; its data are in memory where that has room, since the tests make and
// drop databases by the hundred.
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/local/server.hpp>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

namespace fs = std::filesystem;

namespace {

/// Of all that a whole run has at a time, some ten times.
constexpr std::uintmax_t room = std::uintmax_t(4) << 30U;

fs::path make_folder(const fs::path& folder) {
    std::error_code problem;
    const auto memory = fs::space("/dev/shm", problem);
    std::string pattern = "/dev/shm/dunlin-tests-XXXXXX";
    const bool in_memory =
        !problem && memory.available >= room && ::mkdtemp(pattern.data()) != nullptr;
    if (!in_memory) {
        return folder;
    }
    // For root the server is another user's, who must get there.
    fs::permissions(pattern, fs::perms::group_exec | fs::perms::others_exec, fs::perm_options::add);
    return pattern;
}

/// Where the server of an earlier call is; empty: there was none, or the machine was restarted.
fs::path read_folder(const fs::path& folder) {
    const fs::path record = folder / "place";
    const fs::path server_folder =
        fs::exists(record) ? fs::path(dunlin::read_file(record)) : fs::path();
    return fs::exists(server_folder) ? server_folder : fs::path();
}

void start(const fs::path& folder) {
    fs::create_directories(folder);
    fs::path server_folder = read_folder(folder);
    if (server_folder.empty()) {
        server_folder = make_folder(folder);
        dunlin::atomic_file record(folder / "place");
        record.write(server_folder.string());
        record.commit();
    }
    // Tests never outlive a crash of the machine, so nothing need be synced to disk.
    dunlin::local::server server(server_folder,
                                 {"fsync=off", "full_page_writes=off", "synchronous_commit=off",
                                  "max_connections=300", "max_prepared_transactions=10",
                                  "log_statement=none"});
    server.start();
    dunlin::atomic_file file(folder / "url");
    file.write(server.url(dunlin::local::maintenance_database));
    file.commit();
}

void stop(const fs::path& folder) {
    if (const fs::path server_folder = read_folder(folder); !server_folder.empty()) {
        dunlin::local::server(server_folder).destroy();
        fs::remove_all(server_folder);
    }
    fs::remove_all(folder);
}

} // namespace

int main(int argc, char** argv) {
    const std::string_view verb = argc == 3 ? argv[1] : "";
    const char* configured = std::getenv("DUNLIN_TEST_DATABASE");
    try {
        if (verb != "start" && verb != "stop") {
            std::fputs("usage: test_server start|stop FOLDER\n", stderr);
            return 2;
        }
        if (configured == nullptr || *configured == '\0') {
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
