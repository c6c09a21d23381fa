// SPDX-License-Identifier: MIT
#include "fixture.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/widgetdb/schema.hpp>

#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/golden.hpp>

#include <filesystem>
#include <map>
#include <set>

using namespace dunlin;
using namespace dunlin::test;

namespace {

/// The statements that apply each migration, by version.
std::map<std::string, std::string> migrations() {
    std::map<std::string, std::string> scripts;
    for (const auto& entry : std::filesystem::directory_iterator(source_path("migrations"))) {
        const std::string text = read_file(entry.path());
        scripts[entry.path().filename().string().substr(0, 4)] =
            text.substr(0, text.find("-- dunlin:down"));
    }
    return scripts;
}

std::set<std::string> texts_of(const std::vector<widgetdb::schema_problem>& problems,
                               const std::string& migration = "") {
    std::set<std::string> texts;
    for (const auto& problem : problems) {
        if (migration.empty() || problem.migration == migration) {
            texts.insert(problem.text);
        }
    }
    return texts;
}

} // namespace

TEST_CASE("each problem is gone after the migration that it names, and not before") {
    const test_database database;
    sqldb::config settings;
    settings.url = database.url();
    sqldb::connection db(settings);
    for (const auto& [version, script] : migrations()) {
        CAPTURE(version);
        const auto before = widgetdb::find_schema_problems(db);
        db.run_script(script);
        const auto after = widgetdb::find_schema_problems(db);
        CHECK(texts_of(after, version).empty());
        if (version > "1.02") {
            auto expected = texts_of(before);
            for (const auto& gone : texts_of(before, version)) {
                expected.erase(gone);
            }
            CHECK(texts_of(after) == expected);
        }
        if (version == "1.02") {
            CHECK(texts_of(after) ==
                  std::set<std::string>{"table parts is missing", "widgets.attributes is missing",
                                        "widgets.tags is missing", "widgets.description is missing",
                                        "widgets.is_active is missing",
                                        "widgets.search is missing"});
            CHECK(widgetdb::version_before(after.front()) == "1.02");
        }
    }
    CHECK(widgetdb::find_schema_problems(db).empty());
}
