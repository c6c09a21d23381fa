// SPDX-License-Identifier: MIT
#include "in_child.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/output/append_file.hpp>
#include <dunlin/output/output_file.hpp>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <support/skipped.hpp>
#include <support/temporary_folder.hpp>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/xattr.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace fs = std::filesystem;
using dunlin::test::temporary_folder;
using namespace dunlin::output;
using namespace std::chrono_literals;

namespace {

struct stat about(const fs::path& path) {
    struct stat info {};
    REQUIRE(::lstat(path.c_str(), &info) == 0);
    return info;
}

void replace(const fs::path& path, const std::string& text) {
    output_file file(path);
    file.write(text);
    file.publish();
}

bool throws(const fs::path& path, const std::string& part) {
    try {
        output_file file(path);
        file.write("new");
        file.publish();
    } catch (const dunlin::error& problem) {
        return problem.message().find(part) != std::string::npos;
    }
    return false;
}

std::size_t files_in(const fs::path& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

std::string read_all(int descriptor) {
    std::string text;
    std::array<char, 4096> chunk{};
    for (ssize_t size = 0; (size = ::read(descriptor, chunk.data(), chunk.size())) > 0;) {
        text.append(chunk.data(), static_cast<std::size_t>(size));
    }
    return text;
}

} // namespace

TEST_CASE("a file appears whole, with the mode that the umask leaves, or not at all") {
    const temporary_folder here;
    const mode_t before = ::umask(027);
    {
        output_file file(here / "out.csv");
        file.write("half");
        file.complete();
    }
    CHECK(fs::is_empty(here.path()));
    replace(here / "out.csv", "whole");
    ::umask(before);
    CHECK(here.read("out.csv") == "whole");
    CHECK((about(here / "out.csv").st_mode & 07777U) == 0640);
}

TEST_CASE("a file that is replaced keeps its mode and owner") {
    const temporary_folder here;
    here.write("out.csv", "old");
    REQUIRE(::chmod((here / "out.csv").c_str(), 0604) == 0);
    if (::geteuid() == 0) {
        REQUIRE(::chown((here / "out.csv").c_str(), other_user, other_user) == 0);
    }
    const auto before = about(here / "out.csv");
    {
        output_file file(here / "out.csv");
        file.write("half");
        file.flush();
        CHECK(here.read("out.csv") == "old");
    }
    CHECK(here.read("out.csv") == "old");
    replace(here / "out.csv", "new");
    const auto after = about(here / "out.csv");
    CHECK(here.read("out.csv") == "new");
    CHECK(after.st_mode == before.st_mode);
    CHECK(after.st_uid == before.st_uid);
    CHECK(after.st_gid == before.st_gid);
    CHECK(after.st_ino != before.st_ino); // replaced, and not written over
    CHECK(files_in(here.path()) == 1);
}

TEST_CASE("symbolic links stay, and what they lead to is replaced") {
    const temporary_folder here;
    here.write("inner/real.csv", "old");
    fs::create_symlink("inner/real.csv", here / "first");
    fs::create_symlink("first", here / "second");
    replace(here / "second", "new");
    CHECK(here.read("inner/real.csv") == "new");
    CHECK(fs::read_symlink(here / "second") == "first");
    CHECK(fs::read_symlink(here / "first") == "inner/real.csv");
    fs::create_symlink("inner/missing.csv", here / "dangling");
    replace(here / "dangling", "made");
    CHECK(here.read("inner/missing.csv") == "made");
    CHECK(fs::is_symlink(here / "dangling"));
    fs::create_symlink("loop", here / "loop");
    CHECK(throws(here / "loop", "loop: Too many levels of symbolic links"));
}

TEST_CASE("hard links stay one file") {
    const temporary_folder here;
    here.write("a", "a longer text than the new one");
    fs::create_hard_link(here / "a", here / "b");
    const auto before = about(here / "a");
    {
        output_file file(here / "b");
        file.write("half");
        file.complete();
        CHECK(here.read("a") == "a longer text than the new one");
    }
    CHECK(here.read("a") == "a longer text than the new one");
    replace(here / "b", "new");
    CHECK(here.read("a") == "new");
    CHECK(here.read("b") == "new");
    CHECK(about(here / "a").st_ino == before.st_ino);
    CHECK(files_in(here.path()) == 2);
}

TEST_CASE("a file with attributes that a new one would not have is written in place") {
    const temporary_folder here;
    here.write("out", "old");
    if (::setxattr((here / "out").c_str(), "user.note", "x", 1, 0) != 0) {
        dunlin::test::skip("this file system keeps no extended attributes");
        return;
    }
    const auto before = about(here / "out");
    replace(here / "out", "new");
    CHECK(here.read("out") == "new");
    CHECK(about(here / "out").st_ino == before.st_ino);
}

TEST_CASE("a file that may be written is written, though its folder may not be") {
    const temporary_folder here;
    here.write("locked/out", "old content");
    here.write("locked/closed", "old");
    REQUIRE(::chmod(here.path().c_str(), 0755) == 0);
    REQUIRE(::chmod((here / "locked/out").c_str(), 0666) == 0);
    REQUIRE(::chmod((here / "locked/closed").c_str(), 0444) == 0);
    REQUIRE(::chmod((here / "locked").c_str(), 0555) == 0);
    const auto before = about(here / "locked/out");
    CHECK(in_child([&] {
        return become_other_user() &&
               throws(here / "locked/closed", "locked/closed: Permission denied") &&
               throws(here / "locked/new", "locked/new: Permission denied") &&
               (replace(here / "locked/out", "new"), true);
    }));
    CHECK(here.read("locked/out") == "new");
    CHECK(about(here / "locked/out").st_ino == before.st_ino);
    CHECK(here.read("locked/closed") == "old");
    REQUIRE(::chmod((here / "locked").c_str(), 0755) == 0);
}

TEST_CASE("a file whose owner cannot be kept is written in place") {
    if (::geteuid() != 0) {
        dunlin::test::skip("only root can give a file to another user");
        return;
    }
    const temporary_folder here;
    here.write("open/out", "old");
    REQUIRE(::chmod(here.path().c_str(), 0755) == 0);
    REQUIRE(::chmod((here / "open").c_str(), 0777) == 0);
    REQUIRE(::chmod((here / "open/out").c_str(), 0666) == 0);
    const auto before = about(here / "open/out");
    CHECK(
        in_child([&] { return become_other_user() && (replace(here / "open/out", "new"), true); }));
    CHECK(here.read("open/out") == "new");
    CHECK(about(here / "open/out").st_ino == before.st_ino);
    CHECK(about(here / "open/out").st_uid == 0);
    CHECK(files_in(here / "open") == 1);
}

TEST_CASE("what another user has put into a folder like /tmp is refused") {
    if (::geteuid() != 0) {
        dunlin::test::skip("only root can give a file to another user");
        return;
    }
    const temporary_folder here;
    here.write("victim", "old");
    fs::create_directory(here / "shared");
    REQUIRE(::chmod((here / "shared").c_str(), 01777) == 0);
    fs::create_symlink(here / "victim", here / "shared/link");
    here.write("shared/file", "old");
    for (const auto* name : {"shared/link", "shared/file"}) {
        REQUIRE(::lchown((here / name).c_str(), other_user, other_user) == 0);
        CHECK(throws(here / name, "another user created it"));
    }
    CHECK(here.read("victim") == "old");
    CHECK(here.read("shared/file") == "old");
    fs::create_symlink(here / "victim", here / "shared/own");
    replace(here / "shared/own", "new");
    CHECK(here.read("victim") == "new");
}

TEST_CASE("a disk that is full leaves the old content, in a file with hard links too") {
    const temporary_folder here;
    for (const bool linked : {false, true}) {
        here.write("out", "old");
        if (linked) {
            fs::create_hard_link(here / "out", here / "link");
        }
        CHECK(in_child([&] {
            std::signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{8192, 8192};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            try {
                replace(here / "out", std::string(100000, 'x'));
            } catch (const dunlin::error& problem) {
                return problem.message().find("File too large") != std::string::npos;
            }
            return false;
        }));
        CHECK(here.read("out") == "old");
    }
    CHECK(files_in(here.path()) == 2);
}

TEST_CASE("devices are written in place and stay what they are") {
    for (const auto* name : {"/dev/null", "/dev/full"}) {
        const auto before = about(name);
        if (std::string(name) == "/dev/full") {
            CHECK(throws(name, "cannot write to /dev/full: No space left on device"));
        } else {
            replace(name, "lost");
        }
        const auto after = about(name);
        CHECK(after.st_ino == before.st_ino);
        CHECK(after.st_rdev == before.st_rdev);
        CHECK(after.st_mode == before.st_mode);
        CHECK(after.st_uid == before.st_uid);
    }
}

TEST_CASE("a FIFO is written to whoever reads it, and stays a FIFO") {
    const temporary_folder here;
    REQUIRE(::mkfifo((here / "fifo").c_str(), 0600) == 0);
    std::string seen;
    std::thread reader([&] {
        std::this_thread::sleep_for(50ms); // opened after the writer
        const int from = ::open((here / "fifo").c_str(), O_RDONLY | O_CLOEXEC);
        seen = read_all(from);
        ::close(from);
    });
    const std::string text(200000, 'x');
    replace(here / "fifo", text);
    reader.join();
    CHECK(seen == text);
    CHECK(S_ISFIFO(about(here / "fifo").st_mode));
    CHECK(files_in(here.path()) == 1);
}

TEST_CASE("the wait for the reader of a FIFO ends with the time limit and with a signal") {
    const temporary_folder here;
    REQUIRE(::mkfifo((here / "fifo").c_str(), 0600) == 0);
    CHECK_THROWS_WITH_AS(
        output_file(here / "fifo", {nullptr, 50ms}),
        ("cannot write " + (here / "fifo").string() + ": no reader opened it within 50 ms").c_str(),
        dunlin::error);
    dunlin::interruption stop;
    stop.request(SIGTERM);
    CHECK_THROWS_WITH_AS(output_file(here / "fifo", {&stop, {}}), "terminated (SIGTERM)",
                         dunlin::error);
    CHECK_THROWS_WITH_AS(append_file(here / "fifo", {&stop, {}}), "terminated (SIGTERM)",
                         dunlin::error);
    // Opened, but never read.
    const int reader = ::open((here / "fifo").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    output_file file(here / "fifo", {nullptr, 50ms});
    CHECK_THROWS_AS(file.write(std::string(1000000, 'x')), dunlin::error);
    ::close(reader);
}

TEST_CASE("sockets and folders are refused") {
    const temporary_folder here;
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    (here / "s").string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    CHECK(throws(here / "s", "it is a socket"));
    CHECK_THROWS_AS(append_file(here / "s"), dunlin::error);
    CHECK(S_ISSOCK(about(here / "s").st_mode));
    ::close(socket);
    fs::create_directory(here / "folder");
    CHECK(throws(here / "folder", "folder: Is a directory"));
    CHECK(throws(here / "missing/out", "missing/out: No such file or directory"));
}

TEST_CASE("/dev/stdout is what this program was started with, to be written on") {
    const temporary_folder here;
    here.write("out", "");
    CHECK(in_child([&] {
        const int file = ::open((here / "out").c_str(), O_WRONLY | O_CLOEXEC);
        ::dup2(file, STDOUT_FILENO);
        ::close(file);
        const bool head = ::write(STDOUT_FILENO, "head ", 5) == 5;
        fs::create_symlink("/dev/stdout", here / "link");
        replace("/dev/stdout", "one ");
        replace("/dev/fd/1", "two ");
        replace(here / "link", "three ");
        append_file("/dev/stdout").write("four");
        return head && throws("/dev/fd/99", "Bad file descriptor");
    }));
    CHECK(here.read("out") == "head one two three four");
}

TEST_CASE("the program's own descriptors are nobody's output") {
    const temporary_folder here;
    const int own = ::open((here / "own").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    CHECK(throws("/dev/fd/" + std::to_string(own), "Bad file descriptor"));
    ::close(own);
    CHECK(here.read("own").empty());
}

TEST_CASE("readers see one content or the other, whoever writes at the same time") {
    const temporary_folder here;
    here.write("out", std::string(100000, 'a'));
    std::atomic<bool> done = false;
    std::vector<std::thread> writers;
    for (const char letter : {'a', 'b', 'c'}) {
        writers.emplace_back([&here, letter] {
            for (int i = 0; i < 30; ++i) {
                replace(here / "out", std::string(100000, letter));
            }
        });
    }
    std::size_t broken = 0;
    std::thread reader([&] {
        while (!done) {
            const std::string text = here.read("out");
            broken += text == std::string(100000, text[0]) ? 0U : 1U;
        }
    });
    for (auto& writer : writers) {
        writer.join();
    }
    done = true;
    reader.join();
    CHECK(broken == 0);
    CHECK(files_in(here.path()) == 1);
}
