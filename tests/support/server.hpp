// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace test_support {

/// The URL of the maintenance database of the server that tests may use: DUNLIN_TEST_DATABASE (a
/// libpq URI or key=value string of a role that may create databases), else the server that CTest's
/// fixture `server` started. Throws error(config) that says how to get one when there is neither.
std::string server_url();

} // namespace test_support
