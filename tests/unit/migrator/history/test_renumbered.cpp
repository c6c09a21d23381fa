// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <dunlin/migrator/plan.hpp>

#include <doctest/doctest.h>

using namespace dunlin::migrator;
using namespace migrator_test;

namespace {

/// 1 and 7 are applied; the file of 7 is gone, and these are there beside that of 1.
struct renumbered {
    explicit renumbered(const std::vector<migration>& others) {
        files.versioned = {make_file("1", "SELECT 1")};
        files.versioned.insert(files.versioned.end(), others.begin(), others.end());
    }

    [[nodiscard]] std::vector<problem> problems() const {
        return find_problems(compare(files, recorded));
    }

    source files;
    ledger_state recorded = make_ledger(make_source({"1", "7"}), {"1", "7"});
};

} // namespace

TEST_CASE("a file with the content of a missing one is recognised as renumbered") {
    const renumbered same({make_file("9", "SELECT 7")});
    const history history = compare(same.files, same.recorded);
    REQUIRE(history.entries.size() == 3);
    CHECK(history.entries[1].state == state::missing);
    REQUIRE(history.entries[1].renumbered_to != nullptr);
    CHECK(history.entries[1].renumbered_to->version == "9");
    CHECK(history.entries[2].renumbered_from == history.entries[1].row);
    const auto problems = same.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].message == "was renumbered to 9 (same content)");
    CHECK(problems[0].resolution == "move its row with `dunlin migrate repair --move 7=9`");
}

TEST_CASE("comments and the header do not count, and a lower version is no second problem") {
    const renumbered header({make_file("5", "-- Version: 5\nSELECT  7")});
    const auto problems = header.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].version == "7");
    CHECK(problems[0].message == "was renumbered to 5 (same content)");
}

TEST_CASE("other content is not recognised, and neither are two files or two rows") {
    const std::string gone = "is applied, but its file is missing";
    CHECK(renumbered({make_file("9", "SELECT 8")}).problems()[0].message == gone);
    CHECK(renumbered({make_file("8", "SELECT 7"), make_file("9", "SELECT 7")})
              .problems()[0]
              .message == gone);
    renumbered twice({make_file("9", "SELECT 7")});
    twice.recorded.rows.push_back(twice.recorded.rows.back());
    twice.recorded.rows.back().version = "8";
    CHECK(twice.problems()[0].message == gone);
}

TEST_CASE("without a checksum nothing is recognised") {
    renumbered unknown({make_file("9", "SELECT 7")});
    unknown.recorded.rows.back().checksum.clear();
    unknown.recorded.rows.back().content_checksum.clear();
    unknown.files.versioned.back().tool_checksums = {"*"};
    CHECK(unknown.problems()[0].message == "is applied, but its file is missing");
}

TEST_CASE("a version that another file has taken is recognised as renumbered") {
    const renumbered merged({make_file("7", "SELECT 'other'"), make_file("9", "SELECT 7")});
    const auto problems = merged.problems();
    REQUIRE(problems.size() == 1);
    CHECK(problems[0].version == "7");
    CHECK(problems[0].message.starts_with("was renumbered to 9 (same content), and "));
    CHECK(problems[0].message.ends_with(" has its version"));
    CHECK(problems[0].resolution == "move its row with `dunlin migrate repair --move 7=9`");
    CHECK(renumbered({make_file("7", "SELECT 'other'")}).problems()[0].message ==
          "was changed after it was applied");
}
