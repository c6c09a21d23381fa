// SPDX-License-Identifier: MIT
#include <dunlin/base/csv_reader.hpp>
#include <dunlin/base/error.hpp>

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace {

struct read_record {
    std::size_t line;
    std::vector<std::string> fields; ///< NULL as "<null>"
    bool operator==(const read_record&) const = default;
};

/// All records of a text that arrives in chunks of that size.
std::vector<read_record> read(const std::string& text, std::size_t chunk_size) {
    dunlin::csv_reader csv;
    std::vector<read_record> records;
    for (std::size_t at = 0;; at += chunk_size) {
        const bool is_last = at + chunk_size >= text.size();
        csv.feed(std::string_view(text).substr(std::min(at, text.size()), chunk_size), is_last);
        while (const auto* record = csv.next()) {
            read_record copy{csv.line(), {}};
            for (const auto& field : *record) {
                copy.fields.emplace_back(field ? *field : "<null>");
            }
            records.push_back(copy);
        }
        if (is_last) {
            return records;
        }
    }
}

} // namespace

TEST_CASE("CSV reads the same in one piece and byte by byte") {
    const std::string text = "\xEF\xBB\xBF"
                             "a,\"b \"\"c\"\"\",\r\n\n\"two\r\nlines\",\"\",x\rlast,,";
    const std::vector<read_record> expected{{1, {"a", "b \"c\"", "<null>"}},
                                            {3, {"two\r\nlines", "", "x"}},
                                            {5, {"last", "<null>", "<null>"}}};
    for (const std::size_t chunk_size : {1UL, 2UL, 3UL, 7UL, 1000UL}) {
        CAPTURE(chunk_size);
        CHECK(read(text, chunk_size) == expected);
    }
    CHECK(read("", 1).empty());
    CHECK(read("\n\n", 1).empty());
}

TEST_CASE("quotes in wrong places are refused with their line") {
    for (const auto* text : {"a\nb,\"open", "a\nb,x\"y\"", "a\n\"b\"c,d", "a\n\"b\" ,d"}) {
        CAPTURE(text);
        try {
            read(text, 4);
            FAIL("no error");
        } catch (const dunlin::error& problem) {
            REQUIRE(problem.where());
            CHECK(problem.where()->line == 2);
        }
    }
}

TEST_CASE("a stray quote spoils its own record alone") {
    for (const auto* stray : {"x\"y", "x\"y\"", "\"a\"b", "\"a\" ", "\"a\"b\"c"}) {
        CAPTURE(stray);
        dunlin::csv_reader csv;
        csv.feed("1,\"\"\"\"\n" + std::string(stray) + ",2\n\"3\",\"a\nb\"", true);
        REQUIRE(csv.next());
        CHECK_THROWS_AS(csv.next(), dunlin::error);
        const auto* third = csv.next();
        REQUIRE(third);
        CHECK(csv.line() == 3);
        CHECK(third->at(1) == "a\nb");
        CHECK_FALSE(csv.next());
    }
}

TEST_CASE("behind a quote that is never closed there is nothing") {
    dunlin::csv_reader csv;
    csv.feed("a\nb,\"open\nc\n", true);
    REQUIRE(csv.next());
    CHECK_THROWS_AS(csv.next(), dunlin::error);
    CHECK(csv.line() == 2);
    CHECK_FALSE(csv.next());
}
