// SPDX-License-Identifier: MIT
// Prints what reading SQL costs, in milliseconds, best of several runs, for scripts of growing
// size.
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/parameters.hpp>
#include <dunlin/sqltext/script.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>

using namespace dunlin::sqltext;

namespace {

std::string inserts(std::size_t count) {
    std::string script;
    for (std::size_t i = 0; i < count; ++i) {
        script += fmt::format("INSERT INTO public.widgets (id, name, price, note) VALUES ({}, "
                              "'widget {}', 12.50, 'a note; with a semicolon');\n",
                              i, i);
    }
    return script;
}

std::string functions(std::size_t count) {
    std::string script;
    for (std::size_t i = 0; i < count; ++i) {
        script +=
            fmt::format("CREATE OR REPLACE FUNCTION f_{}(a integer) RETURNS integer\n"
                        "LANGUAGE plpgsql AS $body$\nDECLARE\n    total integer := 0;\nBEGIN\n",
                        i);
        for (std::size_t line = 0; line < 36; ++line) {
            script += fmt::format("    total := total + a * {}; -- it's line {}\n", line, line);
        }
        script += "    RETURN total;\nEND\n$body$;\n";
    }
    return script;
}

std::string routines(std::size_t count) {
    std::string script;
    for (std::size_t i = 0; i < count; ++i) {
        script +=
            fmt::format("CREATE FUNCTION g_{}(a integer) RETURNS integer BEGIN ATOMIC\n"
                        "    SELECT CASE a WHEN 1 THEN 2 ELSE 3 END;\n    SELECT a + {};\nEND;\n",
                        i, i);
    }
    return script;
}

std::string copy(std::size_t rows) {
    std::string script = "COPY public.widgets (id, name) FROM stdin;\n";
    for (std::size_t i = 0; i < rows; ++i) {
        script += fmt::format("{}\tit's the widget of row {} \\N\n", i, i);
    }
    return script + "\\.\n";
}

template <class Work> double milliseconds(Work work) {
    using clock = std::chrono::steady_clock;
    double best = 1e9;
    for (int run = 0; run < 5; ++run) {
        const auto start = clock::now();
        work();
        const std::chrono::duration<double, std::milli> elapsed = clock::now() - start;
        best = std::min(best, elapsed.count());
    }
    return best;
}

std::size_t classify_all(const std::string& script, const std::vector<statement>& statements) {
    return static_cast<std::size_t>(
        std::count_if(statements.begin(), statements.end(), [&script](const statement& s) {
            return classify(s.text(script)) == statement_class::ordinary;
        }));
}

void report(std::string_view name, const std::string& script) {
    const auto statements = split(script);
    std::size_t ordinary = 0;
    const double splitting = milliseconds([&] { split(script); });
    const double classifying = milliseconds([&] { ordinary = classify_all(script, statements); });
    const double reading = milliseconds([&] { read_script(script, "bench.sql"); });
    const double digesting = milliseconds([&] { content_checksum(script); });
    const double binding = milliseconds([&] { bind_names(script); });
    const double scanning = milliseconds([&] { scan(script); });
    fmt::print("{:<22} {:>9} {:>7} {:>8} {:>7.1f} {:>9.1f} {:>7.1f} {:>9.1f} {:>7.1f} {:>7.1f}\n",
               name, script.size(), statements.size(), ordinary, splitting, classifying, reading,
               digesting, binding, scanning);
}

} // namespace

int main() {
    fmt::print("{:<22} {:>9} {:>7} {:>8} {:>7} {:>9} {:>7} {:>9} {:>7} {:>7}\n", "script", "bytes",
               "count", "ordinary", "split", "classify", "read", "checksum", "bind", "scan");
    report("20,000 inserts", inserts(20'000));
    report("80,000 inserts", inserts(80'000));
    report("500 functions", functions(500));
    report("2,000 functions", functions(2'000));
    report("5,000 atomic routines", routines(5'000));
    report("20,000 atomic routines", routines(20'000));
    report("COPY of 125,000 rows", copy(125'000));
}
