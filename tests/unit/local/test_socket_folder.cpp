// SPDX-License-Identifier: MIT
#include "account.hpp"
#include "socket_folder.hpp"

#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

namespace fs = std::filesystem;
using dunlin::test::temporary_folder;

namespace {

mode_t mode_of(const fs::path& folder) {
    struct stat info {};
    return ::stat(folder.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

dunlin::error_kind refusal(const fs::path& folder) {
    try {
        dunlin::local::make_private_folder(folder);
    } catch (const dunlin::error& problem) {
        CHECK(problem.message().find(folder.string()) == 0);
        return problem.kind();
    }
    return dunlin::error_kind::usage;
}

} // namespace

TEST_CASE("a private folder is made closed to all others, whatever the umask") {
    const temporary_folder here;
    const mode_t before = ::umask(0);
    dunlin::local::make_private_folder(here.path() / "sockets");
    ::umask(before);
    CHECK(mode_of(here.path() / "sockets") == 0700);
    // And is taken as it is the next time.
    CHECK_NOTHROW(dunlin::local::make_private_folder(here.path() / "sockets"));
}

TEST_CASE("a folder that others may enter is refused") {
    const temporary_folder here;
    fs::create_directory(here.path() / "open");
    ::chmod((here.path() / "open").c_str(), 0755);
    CHECK(refusal(here.path() / "open") == dunlin::error_kind::refused);
}

TEST_CASE("a symbolic link in the place of a folder is refused") {
    const temporary_folder here;
    fs::create_directory(here.path() / "target");
    ::chmod((here.path() / "target").c_str(), 0700);
    fs::create_directory_symlink(here.path() / "target", here.path() / "link");
    CHECK(refusal(here.path() / "link") == dunlin::error_kind::refused);
}

TEST_CASE("a folder of someone else is refused") {
    if (::geteuid() != 0) {
        // Only root can give a folder away; the owner's folder in the root user's place will do.
        CHECK(refusal("/root") == dunlin::error_kind::refused);
        return;
    }
    const temporary_folder here;
    fs::create_directory(here.path() / "theirs");
    REQUIRE(::chown((here.path() / "theirs").c_str(), 12345, 12345) == 0);
    ::chmod((here.path() / "theirs").c_str(), 0700);
    CHECK(refusal(here.path() / "theirs") == dunlin::error_kind::refused);
}

TEST_CASE("two projects have two socket folders, and one project always the same") {
    const temporary_folder first_project;
    const temporary_folder second_project;
    const auto owner = dunlin::local::server_account();
    const auto first = dunlin::local::make_socket_folder(first_project.path(), owner);
    CHECK(first == dunlin::local::make_socket_folder(first_project.path() / ".", owner));
    CHECK(first != dunlin::local::make_socket_folder(second_project.path(), owner));
    CHECK(mode_of(first) == 0700);
    CHECK(mode_of(first.parent_path()) == 0700);
    CHECK(dunlin::local::socket_fits(first));
    dunlin::local::remove_socket_folders(first_project.path());
    dunlin::local::remove_socket_folders(second_project.path());
    CHECK_FALSE(fs::exists(first));
}

TEST_CASE("a folder whose socket path would be too long is not used") {
    CHECK(dunlin::local::socket_fits("/" + std::string(92, 'x')));
    CHECK_FALSE(dunlin::local::socket_fits("/" + std::string(93, 'x')));
}
