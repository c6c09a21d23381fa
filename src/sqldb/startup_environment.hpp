// SPDX-License-Identifier: MIT
#pragma once

#include "environment_override.hpp"

#include <dunlin/sqldb/config.hpp>

namespace dunlin::sqldb {

/// While one of these lives, libpq finds in the environment what no connection keyword can say, and
/// puts it into the start-up packet: PGTZ=UTC and PGDATESTYLE=ISO. Poolers accept both there;
/// `options=-c timezone=UTC` they refuse, and a SET would cost a round trip and be lost behind a
/// pooler that lends the server out by transaction. For settings that ignore the environment there
/// is no PGGEQO, the third variable that travels so.
class startup_environment {
public:
    explicit startup_environment(const config& settings);

private:
    environment_override held_;
};

} // namespace dunlin::sqldb
