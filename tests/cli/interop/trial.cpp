// SPDX-License-Identifier: MIT
#include "trial.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

namespace interop_test {
namespace {

using ::dunlin::test::outcome;

std::string said(const outcome& seen) {
    return seen.out + seen.err;
}

void check_done(const outcome& seen) {
    CHECK_MESSAGE(seen.exit_code == 0, said(seen));
}

std::string with_a_column(std::string text) {
    const std::string before = "t4 ()";
    const std::size_t place = text.find(before);
    return place == std::string::npos ? text : text.replace(place, before.size(), "t4 (a int)");
}

} // namespace

trial::trial(const peer& other) : other_(other), program_(find_peer(other.program)) {
    if (!program_) {
        MESSAGE(fmt::format("{} is not installed (./dev peers does that): what it would write "
                            "is written by its rules instead",
                            other.program));
    }
    std::map<std::string, std::string> texts;
    for (int number = 1; number <= 4; ++number) {
        for (const auto& [name, text] : other.files(number)) {
            texts[name] += text;
            folder_.write("all/" + name, texts[name]);
            if (number <= 2) {
                folder_.write("half/" + name, texts[name]);
            }
        }
    }
}

void trial::peer_up(int from, int to) {
    if (program_) {
        check_done(run(other_.up, to == 2 ? "half" : "all"));
        return;
    }
    std::string sql = from == 0 ? other_.make_table : "";
    for (int number = from + 1; number <= to; ++number) {
        sql += fmt::format("CREATE TABLE t{} ();{};", number, other_.record(number));
    }
    execute(sql);
}

void trial::peer_down(int number) {
    if (program_) {
        check_done(run(other_.down_one, "all"));
    } else {
        execute(fmt::format("DROP TABLE t{};{}", number, other_.forget(number)));
    }
}

void trial::check_peer_finds_all_done() {
    if (!program_) {
        return;
    }
    const outcome seen = run(other_.status, "all");
    check_done(seen);
    CHECK_MESSAGE((!other_.is_up_to_date || other_.is_up_to_date(said(seen))), said(seen));
    if (other_.validate) {
        check_done(run(other_.validate, "all"));
    }
}

void trial::check_a_change_is_found() {
    std::map<std::string, std::string> before;
    for (const auto& [name, text] : other_.files(4)) {
        before[name] = folder_.read("all/" + name);
        folder_.write("all/" + name, with_a_column(before[name]));
    }
    const outcome seen = run_dunlin({"status", "--check"}, "all");
    CHECK_MESSAGE(seen.exit_code == 4, said(seen));
    if (program_) {
        const outcome seen_by_peer = run(other_.validate, "all");
        CHECK_MESSAGE(seen_by_peer.exit_code != 0, said(seen_by_peer));
    }
    for (const auto& [name, text] : before) {
        folder_.write("all/" + name, text);
    }
}

std::string trial::dunlin(const std::vector<std::string>& arguments, const std::string& folder) {
    const outcome seen = run_dunlin(arguments, folder);
    check_done(seen);
    return said(seen);
}

std::string trial::tables() const {
    ::dunlin::sqldb::connection db(database_.config());
    return ::dunlin::sqldb::query_value<std::string>(
        db, "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class "
            "WHERE relname ~ '^t[1-4]$'");
}

outcome trial::run_dunlin(std::vector<std::string> arguments, const std::string& folder) const {
    const std::string inner = other_.inner.empty() ? folder : folder + "/" + other_.inner;
    arguments.insert(arguments.end(), {"-m", inner, "--source-format", other_.tool});
    return ::dunlin::test::run_program(
        arguments,
        {.environment = {{"DUNLIN_DATABASE", database_.url()}}, .folder = folder_.path()});
}

outcome trial::run(const peer::command& command, const std::string& folder) const {
    auto environment = peer_environment(database_);
    environment.insert(other_.environment.begin(), other_.environment.end());
    return ::dunlin::test::run_program(
        command(other_.in_folder ? "." : folder, peer_url(database_)),
        {.environment = environment,
         .folder = other_.in_folder ? folder_ / folder : folder_.path(),
         .program = *program_});
}

void trial::execute(const std::string& sql) const {
    ::dunlin::sqldb::connection db(database_.config());
    db.run_script(sql);
}

} // namespace interop_test
