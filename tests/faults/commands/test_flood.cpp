// SPDX-License-Identifier: MIT
// Servers that never stop sending, and the private server's own verbs.
#include "frozen_server.hpp"
#include "private_server.hpp"

#include <doctest/doctest.h>
#include <support/endless_handshake.hpp>
#include <support/program.hpp>
#include <support/temporary_folder.hpp>
#include <support/wait_until.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using dunlin::test::endless_handshake;
using dunlin::test::handshake_fault;
using dunlin::test::running_program;
using faults::frozen_server;

namespace {

/// Eight seconds, and what a busy machine may take on top.
constexpr auto longest = 20s;

void check_ended(running_program& program, int exit_code) {
    const bool ended = program.ends_within(longest);
    CHECK(ended);
    if (!ended) {
        program.send(SIGKILL);
    }
    const auto run = program.wait();
    CAPTURE(run.err);
    CHECK(run.exit_code == exit_code);
}

} // namespace

TEST_CASE("a handshake without end ends with signals and with --timeout") {
    for (const auto fault : {handshake_fault::no_answer, handshake_fault::tls_without_end,
                             handshake_fault::endless_parameters}) {
        CAPTURE(static_cast<int>(fault));
        for (const int signal : {SIGTERM, SIGINT}) {
            const endless_handshake server(fault);
            running_program program({"query", "SELECT 1", "-d", server.url()});
            server.wait_for_client();
            program.send(signal);
            check_ended(program, 128 + signal);
        }
        const endless_handshake server(fault);
        running_program program(
            {"query", "SELECT 1", "--timeout", "100ms", "-d", server.url() + "&connect_timeout=0"});
        check_ended(program, 6);
    }
}

TEST_CASE("a flood of notices ends with signals and with --timeout") {
    const faults::private_server server;
    const std::string flood = "DO $$BEGIN LOOP RAISE NOTICE 'x'; END LOOP; END$$";
    for (const int signal : {SIGTERM, SIGINT, 0}) {
        // Quiet, since nobody reads what it says here.
        std::vector<std::string> arguments{"query", "-q", "--write", flood, "-d", server.url()};
        if (signal == 0) {
            arguments.insert(arguments.end(), {"--timeout", "300ms"});
        }
        running_program program(arguments,
                                {.environment = {{"PGOPTIONS", "-c "
                                                               "client_min_messages=debug1"}}});
        if (signal != 0) {
            CHECK(server.becomes("SELECT (count(*) > 0)::text FROM pg_stat_activity WHERE state = "
                                 "'active' AND query LIKE '%RAISE NOTICE%' AND pid <> "
                                 "pg_backend_pid()",
                                 "true"));
            program.send(signal);
        }
        check_ended(program, signal == 0 ? 1 : 128 + signal);
    }
}

TEST_CASE("the private server's verbs end in time when that server is frozen") {
    struct frozen_verb {
        std::string name;
        int exit_code; ///< with --timeout
    };
    // start and url connect to it, stop and destroy wait for its end, status only reads files.
    for (const auto& [verb, at_limit] : std::vector<frozen_verb>{
             {"stop", 1}, {"destroy", 1}, {"start", 6}, {"status", 0}, {"url", 6}}) {
        CAPTURE(verb);
        for (const int signal : {SIGTERM, SIGINT, 0}) {
            if (signal != 0 && at_limit == 0) {
                continue; // nothing holds it
            }
            CAPTURE(signal);
            faults::private_server server;
            const frozen_server frozen(server.postmaster());
            std::vector<std::string> arguments{"local", verb};
            if (verb == "destroy") {
                arguments.emplace_back("--yes");
            }
            if (signal == 0) {
                arguments.insert(arguments.end(), {"--timeout", "1s"});
            }
            running_program program(arguments, {.folder = server.folder().path()});
            if (signal != 0) {
                CHECK_FALSE(program.ends_within(500ms));
                program.send(signal);
            }
            check_ended(program, signal == 0 ? at_limit : 128 + signal);
        }
    }
}

TEST_CASE("a command ends in time when its ephemeral server is frozen") {
    const dunlin::test::temporary_folder place;
    running_program program({"query", "SELECT pg_sleep(3600)", "-d", "ephemeral"},
                            {.environment = {{"TMPDIR", place.path().string()}}});
    pid_t postmaster = 0;
    dunlin::test::wait_until([&] {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(
                 place.path(), std::filesystem::directory_options::skip_permission_denied)) {
            if (entry.path().filename() == "postmaster.pid") {
                std::ifstream(entry.path()) >> postmaster;
            }
        }
        return postmaster > 0;
    });
    CHECK_FALSE(program.ends_within(2s)); // it is at work by then, or still connects
    {
        const frozen_server frozen(postmaster);
        program.send(SIGTERM);
        check_ended(program, 143);
    }
}
