// SPDX-License-Identifier: MIT
// A private server's folder that came with a checkout: its settings run nothing.
#include <doctest/doctest.h>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using namespace dunlin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// A project whose private server was made by a dunlin that noted so elsewhere: what a checkout
/// brings.
class checkout {
public:
    checkout() {
        REQUIRE(run({"local", "start"}, maker_).exit_code == 0);
        REQUIRE(run({"local", "stop"}, maker_).exit_code == 0);
    }
    ~checkout() { run({"local", "destroy", "--yes"}, maker_); }
    checkout(const checkout&) = delete;
    checkout& operator=(const checkout&) = delete;

    /// As the user who has the checkout.
    outcome run(const std::vector<std::string>& arguments) { return run(arguments, user_); }
    /// As the one who made the folder.
    outcome run_as_maker(const std::vector<std::string>& arguments) {
        return run(arguments, maker_);
    }
    [[nodiscard]] fs::path data() const { return folder_ / ".dunlin/local/data"; }
    [[nodiscard]] const temporary_folder& folder() const { return folder_; }

    /// Adds a line, and takes it away again at the end of the scope.
    class line {
    public:
        line(const checkout& where, const char* file, const std::string& text)
            : file_(where.data() / file), size_(fs::file_size(file_)) {
            std::ofstream(file_, std::ios::app) << text << '\n';
        }
        ~line() { fs::resize_file(file_, size_); }
        line(const line&) = delete;
        line& operator=(const line&) = delete;

        [[nodiscard]] const fs::path& file() const { return file_; }

    private:
        fs::path file_;
        std::uintmax_t size_;
    };

private:
    outcome run(const std::vector<std::string>& arguments, const temporary_folder& state) {
        return run_program(arguments, {.environment = {{"XDG_STATE_HOME", state.path().string()}},
                                       .folder = folder_.path()});
    }

    temporary_folder folder_;
    temporary_folder maker_;
    temporary_folder user_;
};

} // namespace

TEST_CASE("settings that run programs or load libraries are refused in a folder from elsewhere") {
    checkout here;
    const std::string touch = "touch " + (here.folder() / "was-here").string();
    const std::vector<std::string> settings{
        "ssl_passphrase_command = '" + touch + "'",
        "archive_command = '" + touch + "'",
        "Archive_Command '" + touch + "'",
        "archive_cleanup_command = '" + touch + "'",
        "restore_command = '" + touch + "'",
        "recovery_end_command = '" + touch + "'",
        "shared_preload_libraries = 'auto_explain'",
        "session_preload_libraries = '/tmp/x'",
        "local_preload_libraries = 'x'",
        "jit_provider = 'x'",
        "dynamic_library_path = '/tmp'",
        "archive_library = 'x'",
        "extension_control_path = '/tmp'",
        "extension_destdir = '/tmp'",
        "ssl_library = 'x'",
        "krb_server_keyfile = '/tmp/x'",
        "primary_conninfo = 'host=example.org'",
        "plperl.on_init = 'system(1)'",
        "include = 'x.conf'",
        "include_if_exists 'x.conf'",
        "include_dir = 'conf.d'",
        "config_file = '/tmp/x'",
        "data_directory = '/tmp'",
        "hba_file = '/tmp/x'",
        "ident_file = '/tmp/x'",
        "external_pid_file = '/tmp/x'",
    };
    for (const char* file : {"postgresql.conf", "postgresql.auto.conf"}) {
        for (const std::string& setting : settings) {
            const checkout::line added(here, file, setting);
            const auto run = here.run({"status", "-d", "local"});
            CHECK_MESSAGE(run.exit_code == 8, setting);
            CHECK_MESSAGE(contains(run.err, added.file().string() + ":"), run.err);
            std::string name = setting.substr(0, setting.find_first_of(" ="));
            std::transform(name.begin(), name.end(), name.begin(), ::tolower);
            CHECK_MESSAGE(contains(run.err, " sets " + name + ","), run.err);
        }
    }
    CHECK_FALSE(fs::exists(here.folder() / "was-here"));
    CHECK_FALSE(fs::exists(here.data() / "postmaster.pid"));
}

TEST_CASE("plain settings of a folder from elsewhere are no reason to refuse it") {
    checkout here;
    const checkout::line added(here, "postgresql.conf",
                               "shared_buffers = 2MB\nwork_mem = '8MB'\nlog_statement = all\n"
                               "log_line_prefix = '%m '\nlog_min_duration_statement 0\n"
                               "listen_addresses = '*'\nport = 1\nfsync = off\n"
                               "unix_socket_directories = '/'\ndefault_statistics_target=10");
    const auto ping = here.run({"db", "ping", "-d", "local"});
    CHECK_MESSAGE(ping.exit_code == 0, ping.err);
    const auto listening = here.run({"query", "SHOW listen_addresses", "-d", "local", "-o", "csv"});
    CHECK(listening.out == "listen_addresses\n\"\"\n");
    here.run({"local", "stop"});
}

TEST_CASE("links and FIFOs in a folder from elsewhere are refused") {
    checkout here;
    const temporary_folder elsewhere;
    const auto replace_by_link = [&](const fs::path& path) {
        fs::rename(path, elsewhere / "moved");
        fs::create_symlink(elsewhere / "moved", path);
        const auto run = here.run({"status", "-d", "local"});
        CHECK_MESSAGE(run.exit_code == 8, path.string() << ": " << run.err);
        CHECK_MESSAGE(contains(run.err, path.string() + " is a symbolic link"), run.err);
        fs::remove(path);
        fs::rename(elsewhere / "moved", path);
    };
    const fs::path fifo = here.data() / "base" / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    CHECK(here.run({"status", "-d", "local"}).exit_code == 8);
    fs::remove(fifo);
    replace_by_link(here.data() / "postgresql.conf");
    replace_by_link(here.data() / "global" / "pg_control");
    replace_by_link(here.data() / "pg_wal");
    replace_by_link(here.data());
    replace_by_link(here.data().parent_path());
    replace_by_link(here.data().parent_path().parent_path());
}

TEST_CASE("in a folder that dunlin made here the user's own settings stand") {
    checkout here;
    const checkout::line added(here, "postgresql.conf",
                               "shared_preload_libraries = 'auto_explain'");
    const auto run = here.run_as_maker({"db", "ping", "-d", "local"});
    CHECK_MESSAGE(run.exit_code == 0, run.err);
    here.run_as_maker({"local", "stop"});
    SUBCASE("and --trust says so of another folder, once") {
        CHECK(here.run({"local", "start"}).exit_code == 8);
        CHECK(here.run({"local", "start", "--trust"}).exit_code == 0);
        here.run({"local", "stop"});
        CHECK(here.run({"local", "start"}).exit_code == 0);
        here.run({"local", "stop"});
    }
    SUBCASE("but other data in the same place are not that folder") {
        checkout other;
        fs::remove_all(here.data());
        fs::rename(other.data(), here.data());
        std::ofstream(here.data() / "postgresql.conf", std::ios::app)
            << "shared_preload_libraries = 'auto_explain'\n";
        CHECK(here.run_as_maker({"local", "start"}).exit_code == 8);
    }
}
