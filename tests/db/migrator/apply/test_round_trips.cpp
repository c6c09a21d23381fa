// SPDX-License-Identifier: MIT
#include "project.hpp"

#include <doctest/doctest.h>
#include <support/proxy.hpp>
#include <support/server.hpp>
#include <support/wait_until.hpp>

#include <atomic>
#include <thread>

using namespace dunlin::migrator;
using dunlin::test::proxy;
using dunlin::test::sender;
using dunlin::test::verdict;
using dunlin::test::wire_message;
using migrator_test::project;

namespace {

/// What a run says to the server.
struct talk {
    std::size_t turns = 0;
    std::size_t connections = 0;
    std::string client; ///< the types of the client's messages; "^" is the start-up packet
};

talk listen(const project& p, const std::string& protected_as = "") {
    const dunlin::test::temporary_folder sockets;
    talk heard;
    std::atomic<std::size_t> goodbyes = 0;
    {
        const proxy wire(dunlin::test::server_socket(), sockets.path(),
                         [&](const wire_message& seen) {
                             if (seen.from == sender::client) {
                                 heard.client += seen.type == '\0' ? '^' : seen.type;
                                 goodbyes += seen.type == 'X' ? 1 : 0;
                             }
                             return verdict::forward;
                         });
        settings settings = p.settings();
        settings.database.host = wire.host();
        settings.database.port = 5432;
        settings.protected_as = protected_as;
        up(settings);
        dunlin::test::wait_until([&] { return goodbyes >= wire.connections(); });
        heard.turns = wire.turns();
        heard.connections = wire.connections();
    }
    return heard;
}

void write_tables(const project& p, int first, int last) {
    for (int i = first; i <= last; ++i) {
        const std::string n = std::to_string(i);
        p.write(n + "_t.sql", "CREATE TABLE t" + n + " (id int);\nCREATE INDEX ON t" + n +
                                  " (id);\nINSERT INTO t" + n + " VALUES (1);\n");
    }
}

} // namespace

TEST_CASE("a transactional migration costs one round trip") {
    const project p;
    write_tables(p, 1, 1);
    up(p.settings());
    write_tables(p, 2, 11);
    const talk ten = listen(p);
    write_tables(p, 12, 41);
    const talk thirty = listen(p);
    CHECK(thirty.turns == ten.turns + 20);
    CHECK(thirty.client.size() == ten.client.size() + 20);
    CHECK(ten.connections == 2);
    write_tables(p, 42, 91);
    const talk fifty = listen(p); // whose rows in the ledger the server plans once, when told to
    CHECK(fifty.turns == ten.turns + 40 + 1);
}

TEST_CASE("a run with something to do costs few round trips beside its migrations") {
    const project p;
    write_tables(p, 1, 1);
    up(p.settings());
    write_tables(p, 2, 2);
    // Two connections made and ended, the ledger twice, the runner lock taken and given back, a
    // look for leftovers.
    CHECK(listen(p).turns == 10);
}

TEST_CASE("with nothing to do a run connects, asks one query and says goodbye") {
    const project p;
    write_tables(p, 1, 3);
    up(p.settings());
    const talk nothing = listen(p);
    CHECK(nothing.client == "^QX"); // the look at the tables goes before, in the same message
    CHECK(nothing.turns == 3);
    CHECK(nothing.connections == 1);
}

TEST_CASE("a protected environment costs one statement once, and nothing when it is recorded") {
    const project p;
    write_tables(p, 1, 3);
    up(p.settings());
    CHECK(listen(p, "production").client == "^QQX");
    const talk nothing = listen(p, "production");
    CHECK(nothing.client == "^QX");
    CHECK(nothing.turns == 3);
    CHECK(nothing.connections == 1);
}
