// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/hidden_values.hpp>

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace fs = std::filesystem;

namespace {
struct folder {
    fs::path path = fs::temp_directory_path() / ("dunlin-file-" + std::to_string(::getpid()));
    folder() { fs::create_directories(path); }
    ~folder() { fs::remove_all(path); }
    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
};
} // namespace

TEST_CASE("an atomic file appears whole or not at all") {
    const folder here;
    const fs::path target = here.path / "out.csv";
    {
        dunlin::atomic_file file(target);
        file.write("half");
    }
    CHECK_FALSE(fs::exists(target));
    CHECK(fs::is_empty(here.path));
    dunlin::atomic_file file(target);
    file.write("whole\n");
    file.commit();
    CHECK(dunlin::read_file(target) == "whole\n");
}

TEST_CASE("a new file never takes the place of another") {
    const folder here;
    const fs::path target = here.path / "new.sql";
    CHECK(dunlin::write_new_file(target, "first"));
    CHECK_FALSE(dunlin::write_new_file(target, "second"));
    CHECK(dunlin::read_file(target) == "first");
    fs::create_symlink("nowhere", here.path / "link");
    CHECK_FALSE(dunlin::write_new_file(here.path / "link", "x"));
    CHECK(fs::is_symlink(here.path / "link"));
    fs::create_directory(here.path / "folder");
    CHECK_FALSE(dunlin::write_new_file(here.path / "folder", "x"));
    CHECK_THROWS_AS(dunlin::write_new_file(here.path / "missing/new.sql", "x"), dunlin::error);
    CHECK(std::distance(fs::directory_iterator(here.path), fs::directory_iterator()) == 3);
}

TEST_CASE("values are hidden as whole words, and short ones not at all") {
    dunlin::hidden_values values;
    CHECK(values.empty());
    values.add("s3cret", "${password}");
    values.add("abc", "${short}");
    CHECK(values.hide_in("near \"s3cret\", s3cret; s3crets, as3cret, abc") ==
          "near \"${password}\", ${password}; s3crets, as3cret, abc");
}

TEST_CASE("a file whose size is not known before is read to its end") {
    const std::string text = dunlin::read_file("/proc/self/cmdline");
    CHECK(text.find("unit_base") != std::string::npos);
    CHECK(dunlin::read_file("/dev/null").empty());
}

TEST_CASE("a missing file is an error that names it") {
    try {
        dunlin::read_file("/nonexistent/x.sql");
        FAIL("no error");
    } catch (const dunlin::error& problem) {
        CHECK(problem.kind() == dunlin::error_kind::config);
        CHECK(problem.message() == "cannot open /nonexistent/x.sql: No such file or directory");
    }
}
