// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <support/database.hpp>
#include <support/golden.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>

#include <regex>

using namespace dunlin::test;

namespace {

/// Three migrations, the last of them pending.
struct project {
    temporary_folder folder;
    test_database database;

    project() {
        for (const std::string number : {"1", "2", "3"}) {
            folder.write("migrations/" + number + "_table.sql",
                         "CREATE TABLE t" + number + " ();\n-- dunlin:down\nDROP TABLE t" + number +
                             ";\n");
        }
    }

    [[nodiscard]] surroundings where(std::map<std::string, std::string> variables = {}) const {
        variables["DUNLIN_DATABASE"] = database.url();
        return {.environment = std::move(variables), .folder = folder.path()};
    }
    /// Both outputs, without what differs from run to run.
    [[nodiscard]] std::string run(std::vector<std::string> arguments, const char* colour) const {
        arguments.emplace_back(colour);
        const outcome result = run_program(arguments, where());
        return constant(result.out + result.err);
    }

private:
    [[nodiscard]] std::string constant(const std::string& text) const {
        const std::string named = replaced(text, shown(database.url()), "DATABASE");
        const std::string untimed =
            std::regex_replace(named,
                               std::regex("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ +\\| +\\d+|"
                                          "[\\d.]+ (us|ms|s)\\b|slowest \\d"),
                               "TIME");
        return std::regex_replace(untimed, std::regex("[^\n]*connected as a superuser.*\n"), "");
    }
};

/// A session of changes and questions, with one history that has a problem.
std::string session(const char* colour) {
    const project p;
    std::string text = p.run({"migrate", "up", "--steps", "2"}, colour);
    p.folder.write("migrations/2_table.sql", "CREATE TABLE t2 (id int);\n");
    text += p.run({"status"}, colour);
    p.folder.write("migrations/2_table.sql",
                   "CREATE TABLE t2 ();\n-- dunlin:down\nDROP TABLE t2;\n");
    text += p.run({"migrate", "plan"}, colour);
    text += p.run({"migrate", "down", "-y"}, colour);
    return text;
}

bool is_coloured(const outcome& result) {
    return result.out.find("\x1b[3") != std::string::npos;
}

} // namespace

TEST_CASE("states, plans, results and warnings are coloured, or not at all") {
    CHECK(equals_golden(session("--color=always"), "cli/colours/always"));
    CHECK(equals_golden(session("--color=never"), "cli/colours/never"));
}

TEST_CASE("states and plans are coloured on a terminal unless NO_COLOR is set") {
    const project p;
    for (const std::vector<std::string>& line :
         {std::vector<std::string>{"status"}, std::vector<std::string>{"migrate", "plan"}}) {
        CHECK(is_coloured(run_in_terminal(line, 80, p.where())));
        CHECK_FALSE(is_coloured(run_in_terminal(line, 80, p.where({{"NO_COLOR", "1"}}))));
        CHECK_FALSE(is_coloured(run_program(line, p.where())));
    }
}
