// SPDX-License-Identifier: MIT
#include "trial.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <support/skipped.hpp>

#include <chrono>
#include <map>
#include <thread>

namespace interop_test {
namespace {

using ::dunlin::test::outcome;
using namespace std::chrono_literals;

std::string all_output(const outcome& result) {
    return result.out + result.err;
}

void check_done(const outcome& result) {
    CHECK_MESSAGE(result.exit_code == 0, all_output(result));
}

constexpr auto held_up =
    "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND "
    "wait_event_type = 'Lock' AND query LIKE '%CREATE TABLE t3%')";
constexpr auto count_sessions =
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND "
    "backend_type = 'client backend'";

std::string with_a_column(std::string text) {
    const std::string before = "t4 ()";
    const std::size_t place = text.find(before);
    return place == std::string::npos ? text : text.replace(place, before.size(), "t4 (a int)");
}

} // namespace

trial::trial(const peer& other) : other_(other), program_(find_peer(other.program)) {
    if (!program_) {
        dunlin::test::skip(fmt::format("{} is not installed (./dev peers does that): what it would "
                                       "write was written by its rules instead",
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
    const outcome result = run(other_.status, "all");
    check_done(result);
    CHECK_MESSAGE((!other_.is_up_to_date || other_.is_up_to_date(all_output(result))),
                  all_output(result));
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
    const invocation status = of_dunlin({"status", "--check"}, "all");
    const outcome result = ::dunlin::test::run_program(status.arguments, status.where);
    CHECK_MESSAGE(result.exit_code == 4, all_output(result));
    if (program_) {
        const outcome seen_by_peer = run(other_.validate, "all");
        CHECK_MESSAGE(seen_by_peer.exit_code != 0, all_output(seen_by_peer));
    }
    for (const auto& [name, text] : before) {
        folder_.write("all/" + name, text);
    }
}

void trial::run_beside(bool dunlin_first) {
    const invocation of_us =
        of_dunlin({"migrate", "up", "--ledger", other_.tool, "--lock-timeout", "60s"}, "all");
    const invocation of_them = of_peer(other_.up, "all");
    const invocation& first = dunlin_first ? of_us : of_them;
    const invocation& second = dunlin_first ? of_them : of_us;
    // The name is taken until this is rolled back.
    ::dunlin::sqldb::connection obstacle(database_.config());
    obstacle.run_script("BEGIN; CREATE TABLE t3 ()");
    ::dunlin::test::running_program first_run(first.arguments, first.where);
    await(held_up);
    ::dunlin::sqldb::connection db(database_.config());
    const auto sessions = ::dunlin::sqldb::query_value<std::int64_t>(db, count_sessions);
    ::dunlin::test::running_program second_run(second.arguments, second.where);
    if (dunlin_first && other_.lock == locking::gives_up) {
        CHECK(second_run.wait().exit_code != 0);
    } else {
        await(fmt::format("SELECT ({}) > {} + 1", count_sessions, sessions));
        std::this_thread::sleep_for(500ms); // too short, it would see less, but not fail
    }
    obstacle.run_script("ROLLBACK");
    check_done(first_run.wait());
    if (!dunlin_first || other_.lock == locking::waits) {
        check_done(second_run.wait());
    }
}

std::string trial::dunlin(const std::vector<std::string>& arguments, const std::string& folder) {
    const invocation command = of_dunlin(arguments, folder);
    const outcome result = ::dunlin::test::run_program(command.arguments, command.where);
    check_done(result);
    return all_output(result);
}

std::string trial::tables() const {
    ::dunlin::sqldb::connection db(database_.config());
    return ::dunlin::sqldb::query_value<std::string>(
        db, "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class "
            "WHERE relname ~ '^t[1-4]$'");
}

trial::invocation trial::of_dunlin(std::vector<std::string> arguments,
                                   const std::string& folder) const {
    const std::string inner = other_.inner.empty() ? folder : folder + "/" + other_.inner;
    arguments.insert(arguments.end(), {"-m", inner, "--source-format", other_.tool});
    return {arguments,
            {.environment = {{"DUNLIN_DATABASE", database_.url()}}, .folder = folder_.path()}};
}

trial::invocation trial::of_peer(const peer::command& command, const std::string& folder) const {
    auto environment = peer_environment(database_);
    environment.insert(other_.environment.begin(), other_.environment.end());
    return {command(other_.in_folder ? "." : folder, peer_url(database_)),
            {.environment = environment,
             .folder = other_.in_folder ? folder_ / folder : folder_.path(),
             .program = *program_}};
}

outcome trial::run(const peer::command& command, const std::string& folder) const {
    const invocation invoked = of_peer(command, folder);
    return ::dunlin::test::run_program(invoked.arguments, invoked.where);
}

void trial::await(const std::string& question) const {
    constexpr int most = 600;
    ::dunlin::sqldb::connection db(database_.config());
    for (int i = 0; i < most; ++i) {
        if (::dunlin::sqldb::query_value<bool>(db, question)) {
            return;
        }
        std::this_thread::sleep_for(100ms);
    }
    FAIL("never became true: ", question);
}

void trial::execute(const std::string& sql) const {
    ::dunlin::sqldb::connection db(database_.config());
    db.run_script(sql);
}

} // namespace interop_test
