// SPDX-License-Identifier: MIT
#pragma once

#include "wait.hpp"

#include <functional>

namespace dunlin::sqldb {

/// Runs a call that may block where nothing can wake it (a name lookup, PQcancel()) in a thread of
/// its own, and waits until it has returned, a stop is requested or the deadline has passed. In the
/// last two cases the thread is left behind and ends when the call returns, so `call` must own all
/// that it uses. It must not throw. When no thread can be started the call is not made: timed_out.
wake bounded_call(std::function<void()> call, const interruption* stop, deadline until);

} // namespace dunlin::sqldb
