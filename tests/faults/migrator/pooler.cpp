// SPDX-License-Identifier: MIT
#include "pooler.hpp"

#include <pwd.h>
#include <support/wait_until.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <thread>

namespace faults {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

fs::path find_program() {
    for (const char* place : {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer",
                              "/usr/local/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"}) {
        if (fs::exists(place)) {
            return place;
        }
    }
    throw std::runtime_error("these tests need pgbouncer: apt-get install pgbouncer (./dev test "
                             "does it)");
}

std::string configuration(const std::string& server, const std::string& folder,
                          const pooler::options& chosen) {
    return "[databases]\n"
           "* = host=" +
           server +
           " port=5432\n"
           "[pgbouncer]\n"
           "listen_addr =\n"
           "unix_socket_dir = " +
           folder +
           "\n"
           "listen_port = " +
           std::to_string(pooler::port) +
           "\n"
           "auth_type = trust\n"
           "auth_file = " +
           folder +
           "/users\n"
           "pool_mode = " +
           chosen.mode +
           "\n"
           "default_pool_size = " +
           std::to_string(chosen.pool_size) +
           "\n"
           "max_client_conn = 200\n"
           "logfile = " +
           folder + "/log\n";
}

} // namespace

pooler::pooler(const fs::path& server, const options& chosen)
    : server_(server, server_folder_.path()) {
    const fs::path program = find_program();
    struct stat owner {};
    if (::stat(server.c_str(), &owner) != 0) {
        throw std::runtime_error("no socket " + server.string());
    }
    const passwd* account = ::getpwuid(owner.st_uid);
    std::vector<std::string> arguments{
        folder_.write("pgbouncer.ini", configuration(server_.host(), host(), chosen)).string()};
    folder_.write("users", "\"postgres\" \"\"\n\"" + std::string(account->pw_name) + "\" \"\"\n");
    if (::getuid() == 0) {
        arguments.insert(arguments.begin(), {"-u", account->pw_name});
        for (const auto& path : {folder_.path(), folder_ / "users", folder_ / "pgbouncer.ini",
                                 server_folder_.path(), server_folder_ / ".s.PGSQL.5432"}) {
            if (::chown(path.c_str(), owner.st_uid, owner.st_gid) != 0) {
                throw std::runtime_error("cannot give away " + path.string());
            }
        }
    }
    process_ = std::make_unique<dunlin::test::running_program>(
        arguments, dunlin::test::surroundings{.program = program});
    const fs::path socket = folder_ / (".s.PGSQL." + std::to_string(port));
    dunlin::test::wait_until([&] {
        if (process_->ends_within(20ms)) {
            throw std::runtime_error("pgbouncer ended: " + process_->wait().err);
        }
        return fs::exists(socket);
    });
}

pooler::~pooler() {
    process_->send(SIGTERM);
}

} // namespace faults
