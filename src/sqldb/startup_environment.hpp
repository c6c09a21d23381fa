// SPDX-License-Identifier: MIT
#pragma once

#include "environment_override.hpp"

#include <dunlin/sqldb/config.hpp>

namespace dunlin::sqldb {

/// Sets PGTZ=UTC and PGDATESTYLE=ISO in the environment during its lifetime: libpq sends them in
/// the start-up packet, and no connection keyword does. Poolers accept both there but refuse
/// `options=-c timezone=UTC`, and a SET would cost a round trip and be lost behind a pooler in
/// transaction mode. For settings that ignore the environment it also unsets PGGEQO, the third
/// variable sent in that way.
class startup_environment {
public:
    explicit startup_environment(const config& settings);

private:
    environment_override held_;
};

} // namespace dunlin::sqldb
