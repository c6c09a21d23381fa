// SPDX-License-Identifier: MIT
#include <dunlin/output/progress.hpp>
#include <dunlin/output/status_line.hpp>

#include <doctest/doctest.h>

using namespace dunlin::output;
using namespace std::chrono_literals;

namespace {
struct hand_clock {
    std::chrono::steady_clock::time_point now{};
    progress::clock reader() {
        return [this] { return now; };
    }
};
} // namespace

TEST_CASE("progress draws over itself, with share, rate and time left") {
    string_sink out;
    status_line line(out, 100);
    hand_clock time;
    {
        progress bar(line, {"Loading", "rows", 1000, true}, time.reader());
        time.now += 1s;
        bar.update(250);
        CHECK(out.text ==
              "\r\x1b[KLoading [=====               ]  25% 250 rows, 250/s, 3.0 s left");
        time.now += 10ms;
        bar.update(260);
        CHECK(out.text.find("260") == std::string::npos); // too soon to draw again
        out.text.clear();
    }
    CHECK(out.text == "\r\x1b[K");
}

TEST_CASE("an unknown total shows no bar") {
    string_sink out;
    status_line line(out, 100);
    hand_clock time;
    progress bar(line, {"Loading", "rows", {}, true}, time.reader());
    time.now += 2s;
    bar.update(10);
    CHECK(out.text == "\r\x1b[KLoading 10 rows, 5/s");
}

TEST_CASE("a total may become known, or another, on the way") {
    string_sink out;
    status_line line(out, 100);
    hand_clock time;
    progress bar(line, {"Loading", "rows", {}, true}, time.reader());
    time.now += 1s;
    bar.expect(20);
    bar.update(10);
    CHECK(out.text == "\r\x1b[KLoading [==========          ]  50% 10 rows, 10/s, 1.0 s left");
    out.text.clear();
    time.now += 1s;
    bar.expect(40);
    bar.update(20);
    CHECK(out.text == "\r\x1b[KLoading [==========          ]  50% 20 rows, 10/s, 2.0 s left");
}

TEST_CASE("a narrow terminal cuts the line") {
    string_sink out;
    status_line line(out, 10);
    hand_clock time;
    progress bar(line, {"Loading widgets", "rows", {}, true}, time.reader());
    bar.update(1);
    CHECK(out.text == "\r\x1b[KLoading w");
}

TEST_CASE("nothing is shown when it is switched off") {
    string_sink out;
    status_line line(out, 80);
    {
        progress off(line, {"Loading", "rows", 10, false});
        off.update(5);
        off.label("x");
    }
    CHECK(out.text.empty());
}
