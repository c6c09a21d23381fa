// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>

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
