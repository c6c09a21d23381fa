// SPDX-License-Identifier: MIT
#include <dunlin/output/status_line.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace dunlin::output;

namespace {

const std::string wipe = "\r\x1b[K";

struct screen {
    string_sink out;
    status_line line{out, 20};

    std::string shown() { return std::exchange(out.text, ""); }
};

/// Keeps what is written until it is flushed, as stdout does.
class buffered_sink final : public sink {
public:
    explicit buffered_sink(sink& inner) : inner_(inner) {}
    void write(std::string_view bytes) override { held_ += bytes; }
    void flush() override { inner_.write(std::exchange(held_, "")); }

private:
    sink& inner_;
    std::string held_;
};

} // namespace

TEST_CASE("a status line is cleared before a text and drawn again below it") {
    screen terminal;
    terminal.line.write("before\n");
    CHECK(terminal.shown() == "before\n");
    terminal.line.show("0 of 3");
    CHECK(terminal.shown() == wipe + "0 of 3");
    terminal.line.write("NOTICE: b\n");
    CHECK(terminal.shown() == wipe + "NOTICE: b\n" + wipe + "0 of 3");
    terminal.line.show("");
    CHECK(terminal.shown() == wipe);
    terminal.line.write("after\n");
    CHECK(terminal.shown() == "after\n");
}

TEST_CASE("a status line does not overwrite a question, and returns when it was answered") {
    screen terminal;
    terminal.line.show("0 of 3");
    terminal.shown();
    terminal.line.write("Go on? [y/N] ");
    CHECK(terminal.shown() == wipe + "Go on? [y/N] ");
    terminal.line.show("1 of 3");
    CHECK(terminal.shown().empty());
    terminal.line.end_line();
    CHECK(terminal.shown() == wipe + "1 of 3");
}

TEST_CASE("what another sink writes to the terminal stands above the status line") {
    screen terminal;
    buffered_sink rows(terminal.out);
    sink_above_status_line data(terminal.line, rows);
    data.write("row 1\n");
    CHECK(terminal.shown().empty()); // the line shows nothing, so the buffer may hold it
    terminal.line.show("1 row");
    data.write("row 2\n");
    CHECK(terminal.shown() == wipe + "1 row" + wipe + "row 1\nrow 2\n" + wipe + "1 row");
    data.write("part of");
    CHECK(terminal.shown() == wipe + "part of");
    data.write(" a row\n");
    CHECK(terminal.shown() == " a row\n" + wipe + "1 row");
}

TEST_CASE("a status line is cut before the last cell, between characters") {
    screen terminal;
    terminal.line.show("0123456789\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2");
    CHECK(terminal.shown() == wipe + "0123456789\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97");
}
