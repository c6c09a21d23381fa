// SPDX-License-Identifier: MIT
#include "project.hpp"
#include "watcher.hpp"

#include <dunlin/base/exit_code.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>
#include <support/proxy.hpp>
#include <support/server.hpp>

#include <chrono>
#include <string>
#include <utility>

using namespace std::chrono_literals;
using namespace dunlin::migrator;
using dunlin::test::caught;
using dunlin::test::sender;
using dunlin::test::verdict;
using dunlin::test::wire_message;
using migrator_test::project;
using migrator_test::recording_observer;

namespace {

/// Cuts, once, the connection on which the script that creates table b was sent.
struct cutting {
    explicit cutting(verdict verdict, sender at) : verdict_(verdict), at_(at) {}

    verdict operator()(const wire_message& seen) {
        if (seen.from == sender::client && seen.type == 'Q' &&
            seen.body.find("CREATE TABLE b") != std::string_view::npos) {
            marked_ = seen.connection;
            if (at_ == sender::client && !done_) {
                done_ = true;
                return verdict_;
            }
        }
        // The answer to COMMIT, when the transaction has ended for good.
        if (seen.from == sender::server && seen.connection == marked_ && at_ == sender::server &&
            !done_ && seen.type == 'C' && seen.body.starts_with("COMMIT")) {
            done_ = true;
            return verdict_;
        }
        return verdict::forward;
    }

private:
    verdict verdict_;
    sender at_;
    std::size_t marked_ = 0;
    bool done_ = false;
};

/// What happens to the one message that is never answered.
enum class fate { never_arrives, is_committed, nobody_can_ask };

/// A server that answers no cancel request, and not the script that creates table b either.
class deaf_server {
public:
    explicit deaf_server(fate script)
        : script_(script), wire_(dunlin::test::server_socket(), sockets_.path(),
                                 [this](const wire_message& seen) { return judge(seen); }) {
        wire_.swallow_cancel_requests();
    }

    /// The same with a limit. All other statements must take less, and every test takes that long.
    [[nodiscard]] settings before(settings settings) const {
        settings.database.host = wire_.host();
        settings.database.port = 5432;
        settings.database.statement_timeout = 3s;
        settings.database.cancel_timeout = 100ms;
        return settings;
    }

private:
    verdict judge(const wire_message& seen) {
        if (seen.from == sender::client) {
            if (seen.type == 'Q' && seen.body.find("CREATE TABLE b") != std::string_view::npos) {
                script_on_ = seen.connection;
                return script_ == fate::never_arrives ? verdict::stall : verdict::forward;
            }
            const bool asks = seen.type == '\0' && script_on_ != 0;
            return asks && script_ == fate::nobody_can_ask ? verdict::stall : verdict::forward;
        }
        const bool is_last =
            seen.connection == script_on_ && seen.type == 'C' && seen.body.starts_with("COMMIT");
        return is_last && !std::exchange(is_over_, true) ? verdict::stall : verdict::forward;
    }

    fate script_;
    std::size_t script_on_ = 0;
    bool is_over_ = false;
    dunlin::test::temporary_folder sockets_;
    dunlin::test::proxy wire_;
};

} // namespace

TEST_CASE("a COMMIT whose answer is lost is found in the ledger, and the run goes on") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    p.write("3_c.sql", "CREATE TABLE c ();");
    const dunlin::test::temporary_folder sockets;
    const dunlin::test::proxy wire(dunlin::test::server_socket(), sockets.path(),
                                   cutting(verdict::cut_before, sender::server));
    recording_observer seen;
    settings settings = p.settings();
    settings.watcher = &seen;
    settings.database.host = wire.host();
    settings.database.port = 5432;
    CHECK(up(settings).applied.size() == 3);
    CHECK(seen.has_note("the connection was lost during 2"));
    CHECK(seen.has_note("2 was committed"));
    CHECK(p.applied() == "1 2 3");
}

TEST_CASE("a message that never arrived is found undone, and said so") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("2_b.sql", "CREATE TABLE b ();");
    const dunlin::test::temporary_folder sockets;
    const dunlin::test::proxy wire(dunlin::test::server_socket(), sockets.path(),
                                   cutting(verdict::cut_before, sender::client));
    settings settings = p.settings();
    settings.database.host = wire.host();
    settings.database.port = 5432;
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::connection);
    CHECK(problem.applied == std::vector<std::string>{"1"});
    CHECK(problem.aftermath == "Migration 2 was not applied.");
    CHECK(p.applied() == "1");
    CHECK(up(p.settings()).applied.size() == 1);
}

TEST_CASE("a lost connection in one transaction for all is told by how that ended") {
    for (const bool committed : {true, false}) {
        CAPTURE(committed);
        const project p;
        p.write("1_a.sql", "CREATE TABLE a ();");
        p.write("2_b.sql", "CREATE TABLE b ();");
        const dunlin::test::temporary_folder sockets;
        const dunlin::test::proxy wire(
            dunlin::test::server_socket(), sockets.path(),
            cutting(verdict::cut_before, committed ? sender::server : sender::client));
        recording_observer seen;
        settings settings = p.settings();
        settings.watcher = &seen;
        settings.database.host = wire.host();
        settings.database.port = 5432;
        if (committed) {
            const report done = up(settings, {{}, false, true});
            CHECK(done.applied.size() == 2);
            CHECK(done.current == "2");
            CHECK(done.pending == 0);
            CHECK(seen.has_note("the transaction was committed"));
            CHECK(p.applied() == "1 2");
        } else {
            const auto problem = caught<dunlin::error>([&] { up(settings, {{}, false, true}); });
            CHECK(problem.aftermath ==
                  "Everything was rolled back: all migrations were to run in one transaction.");
            CHECK(p.applied() == "");
        }
    }
}

TEST_CASE("a repeatable migration whose second run was lost is not taken for its first") {
    const project p;
    p.write("1_a.sql", "CREATE TABLE a ();");
    p.write("R__b.sql", "SELECT 1;");
    up(p.settings());
    p.write("R__b.sql", "DROP TABLE IF EXISTS b; CREATE TABLE b ();");
    const dunlin::test::temporary_folder sockets;
    const dunlin::test::proxy wire(dunlin::test::server_socket(), sockets.path(),
                                   cutting(verdict::cut_before, sender::client));
    settings settings = p.settings();
    settings.database.host = wire.host();
    settings.database.port = 5432;
    const auto problem = caught<dunlin::error>([&] { up(settings); });
    CHECK(problem.kind() == dunlin::error_kind::connection);
    CHECK(problem.aftermath == "Migration R__b was not applied.");
    CHECK(up(p.settings()).applied.size() == 1);
    CHECK(p.has_table("b"));
}

TEST_CASE("a migration that outlasts its time limit on a deaf server is told by how it ended") {
    for (const bool in_one : {false, true}) {
        CAPTURE(in_one);
        const project p;
        p.write("1_a.sql", "CREATE TABLE a ();");
        p.write("2_b.sql", "CREATE TABLE b ();");
        p.write("3_c.sql", "CREATE TABLE c ();");
        const deaf_server server(fate::never_arrives);
        const auto problem = caught<dunlin::error>([&] {
            up(server.before(p.settings()), {{}, false, in_one});
        });
        CHECK(problem.kind() == dunlin::error_kind::timed_out);
        CHECK(exit_code_of(problem) == dunlin::exit_code::failed);
        CHECK(problem.message() ==
              "the statement was cancelled: it ran longer than the limit of 3.0 s");
        // In one transaction 1 has written its row, and its session is still open on the server.
        CHECK(
            problem.aftermath ==
            (in_one
                 ? "It is unknown whether the transaction was committed."
                 : "Migration 2 was not applied. Pending after it: 3; the same command continues."));
        CHECK(p.applied() == (in_one ? "" : "1"));
    }
}

TEST_CASE("a deaf server that lets nobody in leaves in doubt what outlasts its time limit") {
    for (const bool in_one : {false, true}) {
        CAPTURE(in_one);
        const project p;
        p.write("1_a.sql", "CREATE TABLE a ();");
        p.write("2_b.sql", "CREATE TABLE b ();");
        const deaf_server server(fate::nobody_can_ask);
        const auto problem = caught<dunlin::error>([&] {
            up(server.before(p.settings()), {{}, false, in_one});
        });
        CHECK(problem.kind() == dunlin::error_kind::timed_out);
        CHECK(exit_code_of(problem) == dunlin::exit_code::failed);
        CHECK(problem.aftermath == (in_one ? "It is unknown whether the transaction was committed."
                                           : "It is unknown whether 2 was committed."));
        CHECK(problem.hint() == "run `dunlin status` when the server is reachable again");
        CHECK(p.applied() == "1 2");
    }
}

TEST_CASE("a COMMIT whose answer a deaf server owes is found in the ledger, and the run goes on") {
    for (const bool in_one : {false, true}) {
        CAPTURE(in_one);
        const project p;
        p.write("1_a.sql", "CREATE TABLE a ();");
        p.write("2_b.sql", "CREATE TABLE b ();");
        if (!in_one) {
            p.write("3_c.sql", "CREATE TABLE c ();");
        }
        const deaf_server server(fate::is_committed);
        recording_observer seen;
        settings settings = server.before(p.settings());
        settings.watcher = &seen;
        const report done = up(settings, {{}, false, in_one});
        CHECK(done.applied.size() == (in_one ? 2 : 3));
        CHECK(done.pending == 0);
        CHECK(seen.has_note(in_one ? "the transaction was committed" : "2 was committed"));
        CHECK(p.applied() == (in_one ? "1 2" : "1 2 3"));
    }
}
