// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/exit_code.hpp>

#include <array>
#include <string_view>

namespace dunlin::cli {

struct exit_code_meaning {
    exit_code code;
    std::string_view meaning;
};

/// The exit codes of every verb, for help and man pages.
inline constexpr std::array exit_code_meanings{
    exit_code_meaning{exit_code::done, "success; with --check: up to date"},
    exit_code_meaning{exit_code::failed, "failure: an SQL error, an I/O error or a failed script"},
    exit_code_meaning{exit_code::usage, "usage, configuration or migration file error"},
    exit_code_meaning{exit_code::pending, "migrations are pending (status --check)"},
    exit_code_meaning{exit_code::history,
                      "history problem: a changed, missing, out-of-order or unfinished migration"},
    exit_code_meaning{exit_code::not_found, "not found (widget, user, migration)"},
    exit_code_meaning{exit_code::unreachable, "cannot connect to the database"},
    exit_code_meaning{
        exit_code::locked,
        "locked by another runner, or a table lock was not obtained after all retries"},
    exit_code_meaning{exit_code::refused,
                      "refused, for example for a missing --yes, a missing or wrong --confirm, a "
                      "write in a read-only query, or an untrusted ledger or private server"},
    exit_code_meaning{exit_code::findings,
                      "findings: a statement that migrate lint reports as an error, or a schema "
                      "that differs (schema fingerprint --check)"},
    exit_code_meaning{exit_code::sigint, "interrupted by SIGINT"},
    exit_code_meaning{exit_code::sigterm, "terminated by SIGTERM"},
};

} // namespace dunlin::cli
