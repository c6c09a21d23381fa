// SPDX-License-Identifier: MIT
#pragma once

// All of testing.

#include <dunlin/testing/database.hpp>
