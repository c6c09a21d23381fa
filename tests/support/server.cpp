// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <support/server.hpp>

#include <cstdlib>

namespace test_support {

std::string server_url() {
    if (const char* given = std::getenv("DUNLIN_TEST_DATABASE");
        given != nullptr && *given != '\0') {
        return given;
    }
    try {
        return std::string(dunlin::trim(dunlin::read_file(DUNLIN_TEST_SERVER "/url")));
    } catch (const dunlin::error&) {
        throw dunlin::error(dunlin::error_kind::config,
                            "this test needs a PostgreSQL server, and there is none")
            .with_hint(
                "./dev test starts one for the tests; or set DUNLIN_TEST_DATABASE to the URL "
                "of a server on which the tests may create databases");
    }
}

} // namespace test_support
