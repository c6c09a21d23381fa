// SPDX-License-Identifier: MIT
#pragma once

// All of local.

#include <dunlin/local/binaries.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/local/server.hpp>
#include <dunlin/local/wait_limits.hpp>
