// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/sqltext/script.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using dunlin::sqltext::read_script;

namespace {

std::vector<std::string> pieces(std::string_view script) {
    std::vector<std::string> all;
    for (const auto& part : read_script(script, "a.sql")) {
        all.emplace_back(part.sql.text(script));
        if (part.has_copy_data) {
            all.push_back("data:" + std::string(script.substr(part.data_begin,
                                                              part.data_end - part.data_begin)));
        }
    }
    return all;
}

void check_refused(std::string_view script, std::size_t line, std::size_t column,
                   std::string_view part) {
    CAPTURE(script);
    try {
        read_script(script, "a.sql");
        FAIL("accepted");
    } catch (const dunlin::error& e) {
        CHECK(e.kind() == dunlin::error_kind::config);
        CHECK(e.message().find(part) != std::string::npos);
        CHECK_FALSE(e.hint().empty());
        REQUIRE(e.where());
        CHECK(e.where()->file == "a.sql");
        CHECK(e.where()->line == line);
        CHECK(e.where()->column == column);
    }
}

using texts = std::vector<std::string>;

} // namespace

TEST_CASE("a script without COPY data is split") {
    CHECK(pieces("SELECT 1; SELECT ';\\';") == texts{"SELECT 1", "SELECT ';\\'"});
    CHECK(pieces("SELECT 1 -- \\d\n; /* \\q */").size() == 1);
}

TEST_CASE("COPY data reaches to its closing line, whatever it holds") {
    CHECK(pieces("COPY t FROM stdin;\n1\t'a;\n$$\t\\N\n\\\\.\n--x\n\\.\nSELECT 1;") ==
          texts{"COPY t FROM stdin", "data:1\t'a;\n$$\t\\N\n\\\\.\n--x\n", "SELECT 1"});
    CHECK(pieces("COPY t FROM stdin; -- the data\n\\.\n\nSELECT 1") ==
          texts{"COPY t FROM stdin", "data:", "SELECT 1"});
    CHECK(pieces("COPY t FROM STDIN\n;\r\n1\r\n\\.\r\nSELECT 1") ==
          texts{"COPY t FROM STDIN", "data:1\r\n", "SELECT 1"});
    CHECK(pieces("COPY t FROM stdin;\n1\n\\.") == texts{"COPY t FROM stdin", "data:1\n"});
    CHECK(pieces("COPY a FROM stdin;\n1\n\\.\nCOPY b FROM stdin;\n2\n\\.\n").size() == 4);
}

TEST_CASE("COPY that needs no data takes none") {
    CHECK(pieces("COPY t TO STDOUT; SELECT 1") == texts{"COPY t TO STDOUT", "SELECT 1"});
    CHECK(pieces("COPY t FROM '/f'; SELECT 1") == texts{"COPY t FROM '/f'", "SELECT 1"});
}

TEST_CASE("the fences of pg_dump are passed over") {
    CHECK(pieces("-- dump\n\\restrict aBc'9\nSELECT 1;\r\n\\unrestrict aBc'9\r\n") ==
          texts{"SELECT 1"});
}

TEST_CASE("other psql commands are refused at their place") {
    check_refused("SELECT 1;\n  \\set x 1\n", 2, 3, "\\set x 1 is a psql command, not SQL");
    check_refused("SELECT '\xC3\xA4' \\gexec", 1, 12, "\\gexec");
    check_refused("SELECT 1 \\restrict k", 1, 10, "\\restrict");
    check_refused("\\restricted k", 1, 1, "\\restricted");
    check_refused("SELECT 1;\n\\.\n", 2, 1, "\\.");
}

TEST_CASE("COPY without its data is refused at its place") {
    check_refused("SELECT 1;\n COPY t FROM stdin;\n1\n", 2, 2, "has no data");
    check_refused("COPY t FROM stdin", 1, 1, "has no data");
    check_refused("COPY t FROM stdin; SELECT 1;\n1\n\\.\n", 1, 20, "on the same line");
}
