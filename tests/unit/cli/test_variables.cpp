// SPDX-License-Identifier: MIT
// Every environment variable that the sources read is documented.
#include <dunlin/base/file.hpp>

#include <doctest/doctest.h>
#include <support/golden.hpp>

#include <filesystem>
#include <regex>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

/// The names in calls such as getenv("X") and variables("X"); those of the testing library are read
/// by the tests of services and not by dunlin.
std::set<std::string> names_in_sources() {
    const std::regex lookup(
        "(?:getenv|variables|variables_|process_|process|known|use_variable|xdg_folder)"
        "\\(\"([A-Z_]+)\"[,)]");
    std::set<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(dunlin::test::source_path("src"))) {
        if (entry.path().extension() != ".cpp" ||
            entry.path().parent_path().filename() == "testing") {
            continue;
        }
        const std::string text = dunlin::read_file(entry.path());
        for (std::sregex_iterator at(text.begin(), text.end(), lookup), end; at != end; ++at) {
            names.insert((*at)[1].str());
        }
    }
    return names;
}

bool mentions(const std::string& text, const std::string& name) {
    return std::regex_search(text, std::regex("(^|[^A-Z_])" + name + "($|[^A-Z_])"));
}

} // namespace

TEST_CASE("every environment variable that dunlin reads is in the manual and in README") {
    const std::string page = dunlin::read_file(dunlin::test::source_path("man/dunlin.1"));
    const std::string manual = std::regex_replace(page, std::regex("\\\\f[BRI]"), " ");
    const std::string readme = dunlin::read_file(dunlin::test::source_path("README.md"));
    const auto names = names_in_sources();
    for (const char* known : {"DUNLIN_DATABASE", "DUNLIN_PG_BIN", "NO_COLOR", "PAGER", "TMPDIR"}) {
        CHECK_MESSAGE(names.count(known) == 1, known, " is not found in the sources");
    }
    for (const auto& name : names) {
        CHECK_MESSAGE(mentions(manual, name), name, " is not in dunlin(1)");
        CHECK_MESSAGE(mentions(readme, name), name, " is not in README.md");
    }
}
