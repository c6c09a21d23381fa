// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/config.hpp>

#include <support/database.hpp>

#include <chrono>

namespace dunlin::test {

/// The configuration of a test that needs its session after a cancelled statement: a busy machine
/// may take longer to end one than the default cancel_timeout allows.
inline sqldb::config patient(const test_database& database) {
    sqldb::config settings = database.config();
    settings.cancel_timeout = std::chrono::minutes(1);
    return settings;
}

} // namespace dunlin::test
