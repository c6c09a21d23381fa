// SPDX-License-Identifier: MIT
#include "text_source.hpp"

#include <dunlin/base/error.hpp>

#include <malloc.h>
#include <read/csv_reader.hpp>
#include <support/caught.hpp>

#include <algorithm>
#include <ctime>

using namespace dunlin;
using namespace dunlin::seeder;
using names = std::vector<std::string>;

namespace {

std::string all_of(csv_reader& reader) {
    std::string all;
    for (auto chunk = reader.next(); !chunk.empty(); chunk = reader.next()) {
        all += chunk;
    }
    return all;
}

/// What COPY would get, the same for every size of the pieces in which the file arrives.
std::string converted(std::string_view text) {
    std::string first;
    for (std::size_t chunk = 1; chunk <= text.size() + 1; ++chunk) {
        dunlin::test::text_source source(text, chunk);
        bad_rows bad("t.csv", 10);
        csv_reader reader(source, "t.csv", bad);
        const std::string all = all_of(reader);
        bad.require_none();
        if (chunk == 1) {
            first = all;
        }
        REQUIRE(all == first);
    }
    return first;
}

std::string error_message(std::string_view text, reader_options options = {}) {
    std::string message;
    for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
        dunlin::test::text_source source(text, chunk);
        bad_rows bad("t.csv", 10);
        const auto problem = dunlin::test::caught<error>([&] {
            csv_reader reader(source, "t.csv", bad, options);
            all_of(reader);
            bad.require_none();
        });
        if (chunk == 1) {
            message = problem.message();
        }
        REQUIRE(problem.message() == message);
    }
    return message;
}

} // namespace

TEST_CASE("records pass as they stand and their header is taken off") {
    CHECK(converted("a,b\n1,\"x, y\"\n,\"\"\n") == "1,\"x, y\"\n,\"\"\n");
}

TEST_CASE("every line end becomes LF, and quoted ones are left alone") {
    CHECK(converted("a,b\r\n1,2\r\n3,\"4\r\n5\"\r\n") == "1,2\n3,\"4\r\n5\"\n");
    CHECK(converted("a,b\r1,2\r3,\"4\r5\"\r") == "1,2\n3,\"4\r5\"\n");
    CHECK(converted("a,b\n1,2\r\n3,4\r5,6") == "1,2\n3,4\n5,6\n");
}

TEST_CASE("a byte order mark belongs to no column") {
    dunlin::test::text_source source("\xEF\xBB\xBF\"a\",b\n1,2\n", 2);
    bad_rows bad("t.csv", 10);
    csv_reader reader(source, "t.csv", bad);
    CHECK(reader.header() == names{"a", "b"});
}

TEST_CASE("a line of backslash and dot cannot end the data") {
    CHECK(converted("a\n\\.\nx\n") == "\"\\.\"\nx\n");
    CHECK(converted("a,b\n1,\"x\n\\.\ny\"\n") == "1,\"x\n\"\\.\"\ny\"\n");
}

TEST_CASE("quotes are doubled inside quotes, and blank lines may end the file") {
    CHECK(converted("a,b\n\"say \"\"hi\"\"\",2\n\n\r\n") == "\"say \"\"hi\"\"\",2\n");
}

TEST_CASE("malformed records are named with line, column and value") {
    CHECK(error_message("a,b\n1,2\n3\n4,5,6\n") ==
          "2 bad rows in t.csv:\n"
          "  line 3: 1 field, but the header has 2 (value: 3)\n"
          "  line 4: 3 fields, but the header has 2 (value: 4,5,6)");
    CHECK(error_message("a,b\n1,x\"y\n") ==
          "1 bad row in t.csv:\n  line 2, column b: a quote inside an unquoted field "
          "(value: 1,x\"y)");
    CHECK(error_message("a,b\n\"1\"x,2\n") ==
          "1 bad row in t.csv:\n  line 2, column a: text after the closing quote of a field "
          "(value: \"1\"x,2)");
    CHECK(error_message("a,b\n\"x\ny\",2\n1,\"2\n") ==
          "1 bad row in t.csv:\n  line 4, column b: unterminated quoted field "
          "(value: 1,\"2\n)");
    CHECK(error_message("a,b\n1,2\n\n3,4\n") ==
          "1 bad row in t.csv:\n  line 3: blank line between rows");
}

TEST_CASE("a header that names nothing, or one thing twice, is refused") {
    CHECK(error_message("\n1,2\n") == "empty column name in the header");
    CHECK(error_message("a,b,a\n") == "repeated column name in the header: a");
    dunlin::test::text_source empty("", 1);
    bad_rows bad("t.csv", 10);
    CHECK(dunlin::test::caught<error>([&] { csv_reader(empty, "t.csv", bad); }).message() ==
          "t.csv is empty");
}

TEST_CASE("a line that the server names is found in the file again") {
    dunlin::test::text_source source("a,b\n1,2\nbad\n\"3\n4\",5\n6,7\n", 3);
    bad_rows bad("t.csv", 10);
    csv_reader reader(source, "t.csv", bad);
    all_of(reader);
    CHECK(reader.file_line(1) == 2);
    CHECK(reader.file_line(3) == 5);
    CHECK(reader.file_line(4) == 6);
}

TEST_CASE("reading goes on behind a record, which may span lines") {
    dunlin::test::text_source source("a,b\n1,2\n\"3\n4\",5\n6,7\n", 3);
    bad_rows bad("t.csv", 10);
    csv_reader reader(source, "t.csv", bad);
    CHECK(reader.skip_through(4) == 3);
    CHECK(all_of(reader) == "6,7\n");
    CHECK(reader.file_line(1) == 5);
}

TEST_CASE("the limit ends the reading") {
    dunlin::test::text_source source("a,b\n1\n2\n3\n", 100);
    bad_rows bad("t.csv", 2);
    csv_reader reader(source, "t.csv", bad);
    const auto problem = dunlin::test::caught<error>([&] { all_of(reader); });
    CHECK(problem.message().starts_with("2 bad rows in t.csv (there may be more):"));
}

TEST_CASE("a field over the limit is a bad row with its line, and reading goes on behind it") {
    const reader_options options{.field_limit = 12};
    const std::string text = error_message("a,b\n"
                                           "1,short\n"
                                           "2,\"two\nlines that\n\"\"are\"\" long\"\n"
                                           "3,fits in it 12\n"
                                           "x,this one does not fit,y\n"
                                           "4,\"\n",
                                           options);
    CHECK(text.find("4 bad rows in t.csv:") == 0);
    CHECK(text.find("line 3, column b: field longer than the limit of 12 bytes (value: "
                    "2,\"two") != std::string::npos);
    CHECK(text.find("line 6, column b: field longer") != std::string::npos);
    CHECK(text.find("line 7, column b: field longer") != std::string::npos);
    CHECK(text.find("line 8, column b: unterminated quoted field") != std::string::npos);
}

TEST_CASE("a field of just the limit fits, whatever stands before it and however it is read") {
    // A byte order mark and the second byte of a line end belong to no field.
    const std::string text = "\xEF\xBB\xBF"
                             "head,b\r\n123456,x\r\n\"1234\",654321\r\n1234567,x\r\nx,7654321\r\n";
    for (const std::size_t chunk : {1, 2, 3, 7, 100}) {
        CAPTURE(chunk);
        dunlin::test::text_source source(text, chunk);
        bad_rows bad("t.csv", 10);
        csv_reader reader(source, "t.csv", bad, {.field_limit = 6});
        CHECK(all_of(reader) == "123456,x\n\"1234\",654321\n");
        const std::string problem =
            dunlin::test::caught<error>([&] { bad.require_none(); }).message();
        CHECK(problem.find("2 bad rows in t.csv:") == 0);
        CHECK(problem.find("line 4, column head: field longer") != std::string::npos);
        CHECK(problem.find("line 5, column b: field longer") != std::string::npos);
    }
}

namespace {

std::size_t memory_in_use() {
    const auto info = ::mallinfo2();
    return info.uordblks + info.hblkhd;
}

/// One quoted field that never ends, of half a gigabyte.
class endless_field final : public byte_source {
public:
    std::size_t read(std::span<char> into) override {
        if (left_ == 0) {
            return 0;
        }
        const std::size_t size = std::min(left_, into.size());
        std::fill_n(into.data(), size, 'x');
        if (left_ == total) {
            std::string_view("a,b\n1,\"").copy(into.data(), 7);
        }
        left_ -= size;
        most = std::max(most, memory_in_use());
        return size;
    }
    std::size_t most = 0;

private:
    static constexpr std::size_t total = std::size_t{512} << 20U;
    std::size_t left_ = total;
};

} // namespace

TEST_CASE("a field over the limit is not kept in memory") {
    endless_field source;
    bad_rows bad("t.csv", 10);
    const std::size_t before = memory_in_use();
    csv_reader reader(source, "t.csv", bad, {.field_limit = std::size_t{1} << 20U});
    CHECK(all_of(reader).empty());
    CHECK(bad.any());
    CHECK(source.most < before + (std::size_t{16} << 20U));
}

TEST_CASE("staged records end in the line where they begin") {
    dunlin::test::text_source source("a,b\n1,\"x\ny\"\r\n\\.,2\n", 3);
    bad_rows bad("t.csv", 10);
    csv_reader reader(source, "t.csv", bad, {.form = row_form::staged});
    CHECK(all_of(reader) == "1,\"x\ny\",2\n\\.,2,4\n");
}

TEST_CASE("a field of many lines is read in a time that grows with its size") {
    // Looking for the closing quote anew on each line takes minutes here.
    const std::size_t lines = 8'000'000;
    std::string text = "a,b\n1,\"";
    for (std::size_t i = 0; i < lines; ++i) {
        text += "x\n";
    }
    text += "\"\n";
    dunlin::test::text_source source(text, text.size());
    bad_rows bad("t.csv", 10);
    const std::clock_t begun = std::clock();
    csv_reader reader(source, "t.csv", bad);
    CHECK(all_of(reader).size() == 2 * lines + 5);
    CHECK((std::clock() - begun) / CLOCKS_PER_SEC < 20);
}
