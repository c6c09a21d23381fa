// SPDX-License-Identifier: MIT
#pragma once

#include "conninfo.hpp"

namespace dunlin::sqldb {

/// Whether connecting may begin with the lookup of a host name, which blocks inside libpq. False
/// only when all hosts are addresses or Unix sockets.
bool may_look_up_a_name(const conninfo& options);

/// Whether more lookups may follow the first one: of further hosts in a list, or of the same ones
/// in a second round (target_session_attrs).
bool may_look_up_again(const conninfo& options);

} // namespace dunlin::sqldb
