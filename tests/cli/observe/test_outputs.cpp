// SPDX-License-Identifier: MIT
// Every option that names a file to write treats what stands there alike.
#include "project.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <thread>

using namespace observe_test;
namespace fs = std::filesystem;
using arguments = std::vector<std::string>;

namespace {

struct output_option {
    arguments command;
    std::string option;
    bool grows = false; ///< a log that several commands share
    std::string words;  ///< what the file holds then
};

const std::vector<output_option>& options() {
    static const std::vector<output_option> all{
        {{"query", "-o", "csv", "SELECT 'w0rds' AS x"}, "--output", false, "w0rds"},
        {{"migrate", "check", "--report", "junit"}, "--report-file", false, "<testsuites"},
        {{"query", "-o", "csv", "SELECT 1"}, "--metrics", false, "dunlin_command_exit_code"},
        {{"query", "-o", "csv", "SELECT 1"}, "--trace", true, "resourceSpans"},
        {{"query", "-o", "csv", "SELECT 1"}, "--log-statements", true, "SELECT ?"},
    };
    return all;
}

dunlin::test::outcome run(const project& p, const output_option& option, const std::string& file) {
    arguments line = option.command;
    line.push_back(option.option);
    line.push_back(file);
    return p.run(line);
}

struct stat about(const fs::path& path) {
    struct stat info {};
    REQUIRE(::lstat(path.c_str(), &info) == 0);
    return info;
}

} // namespace

TEST_CASE("links, modes and owners of output files stay") {
    for (const auto& option : options()) {
        CAPTURE(option.option);
        const project p;
        write_two(p);
        p.folder.write("real", "");
        REQUIRE(::chmod((p.folder / "real").c_str(), 0606) == 0);
        if (::geteuid() == 0) {
            REQUIRE(::chown((p.folder / "real").c_str(), 65534, 65534) == 0);
        }
        const auto before = about(p.folder / "real");
        fs::create_symlink("real", p.folder / "link");
        CHECK(run(p, option, "link").exit_code == 0);
        CHECK(fs::is_symlink(p.folder / "link"));
        CHECK(contains(p.folder.read("real"), option.words));
        auto after = about(p.folder / "real");
        CHECK(after.st_mode == before.st_mode);
        CHECK(after.st_uid == before.st_uid);
        CHECK((after.st_ino == before.st_ino) == option.grows);
        fs::create_hard_link(p.folder / "real", p.folder / "other");
        CHECK(run(p, option, "real").exit_code == 0);
        after = about(p.folder / "real");
        CHECK(after.st_nlink == 2);
        CHECK(contains(p.folder.read("other"), option.words));
    }
}

TEST_CASE("devices and FIFOs stay what they are, and get the output") {
    for (const auto& option : options()) {
        CAPTURE(option.option);
        const project p;
        write_two(p);
        const auto before = about("/dev/null");
        CHECK(run(p, option, "/dev/null").exit_code == 0);
        CHECK(about("/dev/null").st_ino == before.st_ino);
        CHECK(about("/dev/null").st_rdev == before.st_rdev);
        CHECK(run(p, option, "/dev/full").exit_code ==
              (option.option.ends_with("t") || option.option == "--report-file" ? 1 : 0));
        CHECK(S_ISCHR(about("/dev/full").st_mode));
        CHECK(contains(run(p, option, "/dev/stdout").out, option.words));

        REQUIRE(::mkfifo((p.folder / "fifo").c_str(), 0600) == 0);
        std::string output;
        std::thread reader([&] {
            const int from = ::open((p.folder / "fifo").c_str(), O_RDONLY | O_CLOEXEC);
            std::array<char, 65536> chunk{};
            for (ssize_t size = 0; (size = ::read(from, chunk.data(), chunk.size())) > 0;) {
                output.append(chunk.data(), static_cast<std::size_t>(size));
            }
            ::close(from);
        });
        CHECK(run(p, option, "fifo").exit_code == 0);
        reader.join();
        CHECK(contains(output, option.words));
        CHECK(S_ISFIFO(about(p.folder / "fifo").st_mode));
    }
}

TEST_CASE("a FIFO that nobody reads waits no longer than a signal and --timeout allow") {
    for (const auto& option : options()) {
        CAPTURE(option.option);
        const project p;
        write_two(p);
        REQUIRE(::mkfifo((p.folder / "fifo").c_str(), 0600) == 0);
        arguments line = option.command;
        line.insert(line.end(), {option.option, "fifo", "-d", p.database.url()});
        dunlin::test::running_program program(line, {.folder = p.folder.path()});
        CHECK_FALSE(program.ends_within(std::chrono::milliseconds(700)));
        program.send(SIGTERM);
        CHECK(program.ends_within(std::chrono::seconds(8)));
        program.wait();
        line.insert(line.end(), {"--timeout", "200ms"});
        dunlin::test::running_program limited(line, {.folder = p.folder.path()});
        CHECK(limited.ends_within(std::chrono::seconds(8)));
    }
}
