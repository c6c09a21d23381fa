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

/// The promise of every verb, as help and man pages print it.
inline constexpr std::array exit_code_meanings{
    exit_code_meaning{exit_code::done, "done; for --check: up to date"},
    exit_code_meaning{exit_code::failed, "failed: an SQL error, an I/O error, a script that broke"},
    exit_code_meaning{exit_code::usage, "wrong usage or configuration"},
    exit_code_meaning{exit_code::pending, "migrations are pending (status --check)"},
    exit_code_meaning{exit_code::history,
                      "history problem: changed, missing, out-of-order or unfinished migration"},
    exit_code_meaning{exit_code::not_found, "not found (widget, user, migration)"},
    exit_code_meaning{exit_code::unreachable,
                      "the database cannot be reached or refuses the login"},
    exit_code_meaning{exit_code::locked,
                      "locked: another runner, or a table lock not obtained after all retries"},
    exit_code_meaning{exit_code::refused,
                      "refused: protected database, destructive without --yes or "
                      "--confirm, read-only, a ledger that cannot be trusted"},
    exit_code_meaning{exit_code::sigint, "interrupted by SIGINT"},
    exit_code_meaning{exit_code::sigterm, "terminated by SIGTERM"},
};

} // namespace dunlin::cli
