// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/query.hpp>

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <sstream>

namespace interop_test {
namespace {

namespace fs = std::filesystem;
using dunlin::test::outcome;

std::string said(const outcome& seen) {
    return seen.out + seen.err;
}

std::string table(int number) {
    return fmt::format("t{}", number);
}

/// A database, the folder of all four migrations, and one of the first two.
class trial {
public:
    explicit trial(const peer& other) : other_(other), program_(find_peer(other.program)) {
        if (!program_) {
            MESSAGE(fmt::format("{} is not installed (./dev peers does that): what it would write "
                                "is written by its rules instead",
                                other.program));
        }
        for (int number = 1; number <= 4; ++number) {
            for (const auto& [name, text] : other.files(number)) {
                folder_.write("all/" + name, text);
                if (number <= 2) {
                    folder_.write("half/" + name, text);
                }
            }
        }
    }

    /// Lets the tool bring the database from one version to the other, upwards.
    void peer_up(int from, int to) {
        if (program_) {
            run(other_.up(to == 2 ? "half" : "all", peer_url(database_)));
            return;
        }
        std::string sql = from == 0 ? other_.make_table : "";
        for (int number = from + 1; number <= to; ++number) {
            sql += fmt::format("CREATE TABLE {} ();{};", table(number), other_.record(number));
        }
        execute(sql);
    }

    void peer_down(int number) {
        if (program_) {
            run(other_.down_one("all", peer_url(database_)));
        } else {
            execute(fmt::format("DROP TABLE {};{}", table(number), other_.forget(number)));
        }
    }

    void check_peer_finds_all_done() {
        if (program_) {
            const outcome seen = run(other_.status("all", peer_url(database_)));
            CHECK_MESSAGE(other_.is_up_to_date(said(seen)), said(seen));
        }
    }

    outcome dunlin(std::vector<std::string> arguments) {
        arguments.insert(arguments.end(), {"-m", "all", "--source-format", other_.tool});
        return dunlin::test::run_program(
            arguments,
            {.environment = {{"DUNLIN_DATABASE", database_.url()}}, .folder = folder_.path()});
    }

    /// "t1 t2": the tables of migrations that are there.
    [[nodiscard]] std::string tables() const {
        ::dunlin::sqldb::connection db(database_.config());
        return ::dunlin::sqldb::query_value<std::string>(
            db, "SELECT coalesce(string_agg(relname, ' ' ORDER BY relname), '') FROM pg_class "
                "WHERE relname ~ '^t[1-4]$'");
    }

private:
    outcome run(const std::vector<std::string>& arguments) const {
        outcome seen =
            dunlin::test::run_program(arguments, {.folder = folder_.path(), .program = *program_});
        CHECK_MESSAGE(seen.exit_code == 0, said(seen));
        return seen;
    }

    void execute(const std::string& sql) const {
        ::dunlin::sqldb::connection db(database_.config());
        db.run_script(sql);
    }

    const peer& other_;
    std::optional<fs::path> program_;
    dunlin::test::temporary_folder folder_;
    dunlin::test::test_database database_;
};

void check_done(const outcome& seen) {
    CHECK_MESSAGE(seen.exit_code == 0, said(seen));
}

} // namespace

std::optional<fs::path> find_peer(const std::string& name) {
    std::vector<fs::path> folders;
    if (const char* given = std::getenv("DUNLIN_PEERS"); given != nullptr) {
        folders.emplace_back(fs::path(given) / "bin");
    }
    folders.emplace_back(DUNLIN_PEERS_FOLDER "/bin");
    std::istringstream path(std::getenv("PATH") == nullptr ? "" : std::getenv("PATH"));
    for (std::string each; std::getline(path, each, ':');) {
        folders.emplace_back(each);
    }
    for (const fs::path& each : folders) {
        std::error_code ignored;
        if (fs::is_regular_file(each / name, ignored)) {
            return each / name;
        }
    }
    return std::nullopt;
}

std::string peer_url(const dunlin::test::test_database& database) {
    const std::string address = dunlin::sqldb::describe(database.config());
    return address + (address.find('?') == std::string::npos ? "?" : "&") + "sslmode=disable";
}

void apply_by_turns(const peer& other) {
    {
        trial first(other);
        first.peer_up(0, 2);
        const outcome up = first.dunlin({"migrate", "up"});
        check_done(up);
        CHECK_MESSAGE(up.err.find("as " + other.tool + " keeps it") != std::string::npos, up.err);
        CHECK(first.tables() == "t1 t2 t3 t4");
        first.check_peer_finds_all_done();
        check_done(first.dunlin({"status", "--check"}));
        first.peer_down(4);
        check_done(first.dunlin({"migrate", "down", "--steps", "2"}));
        CHECK(first.tables() == "t1");
    }
    trial second(other);
    check_done(second.dunlin({"migrate", "to", "2", "--ledger", other.tool}));
    second.peer_up(2, 4);
    CHECK(second.tables() == "t1 t2 t3 t4");
    check_done(second.dunlin({"status", "--check"}));
    check_done(second.dunlin({"migrate", "down"}));
    second.peer_down(3);
    second.peer_down(2);
    CHECK(second.tables() == "t1");
    check_done(second.dunlin({"migrate", "up"}));
    second.check_peer_finds_all_done();
}

} // namespace interop_test
