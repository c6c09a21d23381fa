// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <support/wait_until.hpp>

#include <cctype>
#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <thread>
#include <utility>

using namespace observe_test;

namespace {

/// A page of Prometheus' text format 0.0.4, read as strictly as `promtool check metrics` and the
/// node exporter read it. What does not fit fails the test case.
class prometheus_page {
public:
    explicit prometheus_page(const std::string& text) {
        REQUIRE(!text.empty());
        CHECK(text.back() == '\n');
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            CAPTURE(line);
            line.rfind("# ", 0) == 0 ? read_comment(line) : read_sample(line);
        }
    }

    /// The value of a sample by its name and labels as they are written.
    [[nodiscard]] double value(const std::string& sample) const {
        const auto found = samples_.find(sample);
        REQUIRE_MESSAGE(found != samples_.end(), "no sample ", sample);
        return found->second;
    }
    [[nodiscard]] bool has(const std::string& sample) const { return samples_.count(sample) == 1; }

private:
    void read_comment(const std::string& line) {
        std::istringstream words(line);
        std::string hash;
        std::string what;
        std::string name;
        std::string rest;
        words >> hash >> what >> name;
        std::getline(words >> std::ws, rest);
        check_name(name);
        if (what == "HELP") {
            CHECK_MESSAGE(helped_.insert(name).second, "second HELP");
            CHECK(!rest.empty());
        } else {
            CHECK(what == "TYPE");
            CHECK((rest == "gauge" || rest == "counter"));
            CHECK_MESSAGE(types_.emplace(name, rest).second, "second TYPE");
            // promtool's lint: counters, and only they, end in _total.
            const bool total = name.size() > 6 && name.substr(name.size() - 6) == "_total";
            CHECK(total == (rest == "counter"));
        }
        current_ = name;
    }

    void read_sample(const std::string& line) {
        std::size_t at = line.find_first_of("{ ");
        REQUIRE(at != std::string::npos);
        const std::string name = line.substr(0, at);
        check_name(name);
        CHECK(name == current_); // the lines of a family stand together, below HELP and TYPE
        CHECK(types_.count(name) == 1);
        if (line[at] == '{') {
            at = read_labels(line, at);
        }
        REQUIRE(line[at] == ' ');
        std::size_t used = 0;
        const double number = std::stod(line.substr(at + 1), &used);
        CHECK(used == line.size() - at - 1);
        CHECK_MESSAGE(samples_.emplace(line.substr(0, at), number).second, "twice");
        CHECK((types_[name] != "counter" || number >= 0));
    }

    /// The place behind the closing brace.
    static std::size_t read_labels(const std::string& line, std::size_t at) {
        std::set<std::string> names;
        do {
            const std::size_t equals = line.find('=', at);
            REQUIRE(equals != std::string::npos);
            const std::string name = line.substr(at + 1, equals - at - 1);
            check_name(name);
            CHECK(names.insert(name).second);
            REQUIRE(line.at(equals + 1) == '"');
            at = equals + 2;
            while (line.at(at) != '"') {
                at += line.at(at) == '\\' ? 2 : 1;
            }
            ++at;
        } while (line.at(at) == ',');
        REQUIRE(line.at(at) == '}');
        return at + 1;
    }

    static void check_name(const std::string& name) {
        CHECK(!name.empty());
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos);
    }

    std::string current_;
    std::set<std::string> helped_;
    std::map<std::string, std::string> types_;
    std::map<std::string, double> samples_;
};

/// The labels of a project's database, for a sample's name.
std::string labels(const project& p, const std::string& page, const std::string& more = "") {
    const std::size_t at = page.find("server=\"");
    const std::string server = page.substr(at, page.find('"', at + 8) + 1 - at);
    return "{database=\"" + p.database.name() + "\"," + server + (more.empty() ? "" : "," + more) +
           "}";
}

} // namespace

TEST_CASE("metrics say what ran, what is pending and when it last went well") {
    const project p;
    write_two(p);
    CHECK(p.run({"migrate", "up", "--to", "1", "--metrics", "m.prom"}).exit_code == 0);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    const std::string verb = labels(p, text, "verb=\"migrate up\"");
    CHECK(page.value("dunlin_migrations_pending" + labels(p, text)) == 1);
    CHECK(page.value("dunlin_migrations_run_total" + labels(p, text, "direction=\"up\"")) == 1);
    CHECK(page.value("dunlin_schema_info" + labels(p, text, "version=\"1\"")) == 1);
    CHECK(page.value("dunlin_migration_failures_total" + labels(p, text)) == 0);
    CHECK(page.value("dunlin_migration_retries_total" + labels(p, text)) == 0);
    CHECK(page.value("dunlin_lock_waits_total" + labels(p, text, "lock=\"runner\"")) == 0);
    CHECK(page.value("dunlin_lock_wait_seconds_total" + labels(p, text, "lock=\"table\"")) == 0);
    CHECK(page.value("dunlin_command_exit_code" + verb) == 0);
    CHECK(page.value("dunlin_command_duration_seconds" + verb) > 0);
    CHECK(page.value("dunlin_command_last_success_timestamp_seconds" + verb) > 1.7e9);
    CHECK(page.value("dunlin_statements_total" + labels(p, text)) > 1);
    CHECK(page.value("dunlin_connections_total" + labels(p, text)) == 2);
    CHECK(page.value("dunlin_migration_duration_seconds_total" + labels(p, text)) > 0);
    // Nothing of the writing is left.
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(p.folder.path())) {
        files += entry.path().filename().string().rfind("m.prom", 0) == 0 ? 1 : 0;
    }
    CHECK(files == 1);
}

TEST_CASE("a failing run counts on and keeps the time of the last success") {
    const project p;
    write_two(p);
    const std::vector<std::string> up{"migrate", "up", "--metrics", "m.prom"};
    REQUIRE(p.run(up).exit_code == 0);
    const std::string first = p.folder.read("m.prom");
    p.write("3_bad.sql", "SELECT no_such_column;");
    CHECK(p.run(up).exit_code == 1);
    CHECK(p.run(up).exit_code == 1);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page before(first);
    const prometheus_page page(text);
    const std::string verb = labels(p, text, "verb=\"migrate up\"");
    const std::string success = "dunlin_command_last_success_timestamp_seconds" + verb;
    CHECK(page.value(success) == before.value(success));
    CHECK(page.value("dunlin_command_last_run_timestamp_seconds" + verb) > page.value(success));
    CHECK(page.value("dunlin_command_exit_code" + verb) == 1);
    CHECK(page.value("dunlin_command_runs_total" +
                     labels(p, text, "verb=\"migrate up\",exit_code=\"0\"")) == 1);
    CHECK(page.value("dunlin_command_runs_total" +
                     labels(p, text, "verb=\"migrate up\",exit_code=\"1\"")) == 2);
    CHECK(page.value("dunlin_migration_failures_total" + labels(p, text)) == 2);
    CHECK(page.value("dunlin_statement_failures_total" + labels(p, text)) >= 2);
    CHECK(page.value("dunlin_migrations_run_total" + labels(p, text, "direction=\"up\"")) == 2);
}

TEST_CASE("status counts the states, and other verbs' samples stay") {
    const project p;
    write_two(p);
    REQUIRE(p.run({"migrate", "up", "--to", "1", "--metrics", "m.prom"}).exit_code == 0);
    CHECK(p.run({"status", "--check", "-o", "json"}, {{"DUNLIN_METRICS", "m.prom"}}).exit_code ==
          3);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    CHECK(page.value("dunlin_migrations" + labels(p, text, "state=\"applied\"")) == 1);
    CHECK(page.value("dunlin_migrations" + labels(p, text, "state=\"pending\"")) == 1);
    CHECK(page.value("dunlin_migrations" + labels(p, text, "state=\"changed\"")) == 0);
    CHECK(page.value("dunlin_command_exit_code" + labels(p, text, "verb=\"status\"")) == 3);
    CHECK(page.value("dunlin_command_exit_code" + labels(p, text, "verb=\"migrate up\"")) == 0);
    REQUIRE(p.run({"migrate", "down", "--metrics", "m.prom"}).exit_code == 0);
    const prometheus_page after(p.folder.read("m.prom"));
    CHECK(!after.has("dunlin_schema_info" + labels(p, text, "version=\"1\"")));
    CHECK(after.value("dunlin_migrations_run_total" + labels(p, text, "direction=\"down\"")) == 1);
}

TEST_CASE("a migration that stopped between two steps is pending") {
    const project p;
    write_two(p);
    p.write("3_half.sql", "-- dunlin:no-transaction\nCREATE TABLE c ();\nSELECT no_such_column;\n");
    REQUIRE(p.run({"migrate", "up"}).exit_code == 1);
    p.write("4_last.sql", "SELECT 1;");
    CHECK(p.run({"status", "--metrics", "m.prom"}).exit_code == 0);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    CHECK(page.value("dunlin_migrations" + labels(p, text, "state=\"unfinished\"")) == 1);
    CHECK(page.value("dunlin_migrations" + labels(p, text, "state=\"pending\"")) == 1);
    CHECK(page.value("dunlin_migrations_pending" + labels(p, text)) == 2);
}

TEST_CASE("a reader that has enough costs neither metrics nor trace") {
    const project p;
    dunlin::test::running_program program({"query", "-o", "csv",
                                           "SELECT generate_series(1, 10000000)", "--metrics",
                                           "m.prom", "--trace", "t.jsonl", "-d", p.database.url()},
                                          {.folder = p.folder.path()});
    program.close_output();
    CHECK(program.wait().exit_code == 0);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    CHECK(page.value("dunlin_command_exit_code" + labels(p, text, "verb=\"query\"")) == 0);
    CHECK(contains(p.folder.read("t.jsonl"), "dunlin query"));
}

TEST_CASE("waiting for another runner is counted") {
    const project p;
    write_two(p);
    p.write("0_slow.sql", "SELECT pg_sleep(1);");
    dunlin::test::running_program slow({"migrate", "up", "--to", "0", "-d", p.database.url()},
                                       {.folder = p.folder.path()});
    dunlin::sqldb::connection look(p.database.config());
    dunlin::test::wait_until([&] {
        return look.run("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = "
                        "current_database() AND pid <> pg_backend_pid() AND query LIKE "
                        "'%pg_sleep%' AND state = 'active')",
                        {})[0]
                   .text(0) == "t";
    });
    CHECK(p.run({"migrate", "up", "--metrics", "m.prom"}).exit_code == 0);
    CHECK(slow.wait().exit_code == 0);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    CHECK(page.value("dunlin_lock_waits_total" + labels(p, text, "lock=\"runner\"")) == 1);
    CHECK(page.value("dunlin_lock_wait_seconds_total" + labels(p, text, "lock=\"runner\"")) > 0);
}

TEST_CASE("a file that holds something else keeps none of it and becomes a page") {
    const project p;
    p.folder.write("m.prom", "what is this\nnode_load1 5\n# HELP x\n");
    CHECK(p.run({"db", "ping", "--metrics", "m.prom"}).exit_code == 0);
    const std::string text = p.folder.read("m.prom");
    const prometheus_page page(text);
    CHECK(!contains(text, "node_load1"));
    CHECK(page.value("dunlin_command_exit_code" + labels(p, text, "verb=\"db ping\"")) == 0);
}
