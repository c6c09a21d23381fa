// SPDX-License-Identifier: MIT
// One run of check shows every problem of a changelog or plan.
#include <dunlin/migrator/check.hpp>

#include <doctest/doctest.h>
#include <support/temporary_folder.hpp>

#include <filesystem>
#include <map>
#include <string>

using namespace dunlin::migrator;
using dunlin::test::temporary_folder;

namespace {

using texts = std::map<std::string, std::string>;

struct result {
    std::string places; ///< "a.sql:3 b.sql:1 "
    std::size_t migrations = 0;
};

result check(const texts& files, const std::string& format = {}) {
    const temporary_folder folder;
    for (const auto& [name, text] : files) {
        folder.write(name, text);
    }
    read_options options;
    options.format = format;
    const auto checked = check_source(folder.path(), options);
    result found;
    for (const finding& finding : checked.findings) {
        found.places += std::filesystem::path(finding.location.file).filename().string() + ":" +
                        std::to_string(finding.location.line) + " ";
    }
    found.migrations = checked.files.versioned.size();
    return found;
}

} // namespace

TEST_CASE("all problems of a Liquibase file, and the changesets without one") {
    const auto found = check({{"a.sql", "--liquibase formatted sql\n"
                                        "SELECT 'lost';\n"
                                        "SELECT 'lost as well';\n"
                                        "--changeset a:1\nSELECT 1;\n"
                                        "--changeset broken\nSELECT 2;\n"
                                        "--changeset a:3\n"
                                        "--changeset a:4\n--rolback SELECT 4;\nSELECT 4;\n"
                                        "--changeset a:5\nSELECT 5 FORM x;;\n"
                                        "--property nonsense\n"
                                        "--changeset a:6\nSELECT 6;\n"},
                              {"b.sql", "--liquibase formatted sql\n--changeset\nSELECT 1;\n"}});
    CHECK(found.places == "a.sql:2 a.sql:6 a.sql:8 a.sql:14 b.sql:2 ");
    CHECK(found.migrations == 3);
}

TEST_CASE("all problems of an XML changelog and of what it includes") {
    const auto found = check(
        {{"root.xml", "<databaseChangeLog>\n"
                      "<include file=\"gone.sql\"/>\n"
                      "<changeSet id=\"1\" author=\"a\">\n"
                      "<createTable tableName=\"x\"><column name=\"id\"/></createTable>\n"
                      "</changeSet>\n"
                      "<include file=\"a.sql\" colour=\"red\"/>\n"
                      "<include file=\"a.sql\"/>\n"
                      "<include file=\"inner.yaml\"/>\n"
                      "</databaseChangeLog>\n"},
         {"inner.yaml", "databaseChangeLog:\n- changeSet:\n    id: 1\n- include:\n"
                        "    file: lost.sql\n- include:\n    file: a.sql\n    colour: red\n"},
         {"a.sql", "--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n--changeset a:2\n"}});
    CHECK(found.places == "a.sql:4 inner.yaml:2 inner.yaml:4 inner.yaml:6 root.xml:2 root.xml:3 "
                          "root.xml:6 ");
    CHECK(found.migrations == 1);
}

TEST_CASE("all problems of a sqitch plan") {
    const auto found =
        check({{"sqitch.conf", "[core]\n\tengine = pg\n"},
               {"sqitch.plan", "%syntax-version=1.0.0\n%project=p\n\n"
                               "first 2026-01-01T00:00:00Z A <a@example.com>\n"
                               "-second 2026-01-01T00:00:00Z A <a@example.com>\n"
                               "third [first 2026-01-01T00:00:00Z A <a@example.com>\n"
                               "fourth [second] 2026-01-01T00:00:00Z A <a@example.com>\n"},
               {"deploy/first.sql", "SELECT (1;\n"},
               {"deploy/fourth.sql", "SELECT 4;\n"}});
    CHECK(found.places == "first.sql:1 sqitch.plan:5 sqitch.plan:6 ");
    CHECK(found.migrations == 2);
}
