// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/error.hpp>

#include <doctest/doctest.h>

#include <utility>
#include <vector>

using namespace dunlin;

TEST_CASE("each SQLSTATE has its kind") {
    using kind = error_kind;
    const std::vector<std::pair<const char*, kind>> expected{{"23505", kind::unique_violation},
                                                             {"23503", kind::foreign_key_violation},
                                                             {"23001", kind::foreign_key_violation},
                                                             {"23514", kind::check_violation},
                                                             {"23502", kind::not_null_violation},
                                                             {"42P01", kind::undefined_table},
                                                             {"42703", kind::undefined_column},
                                                             {"40001", kind::serialization_failure},
                                                             {"40P01", kind::deadlock},
                                                             {"55P03", kind::lock_not_available},
                                                             {"57014", kind::cancelled},
                                                             {"25006", kind::read_only},
                                                             {"25P03", kind::connection},
                                                             {"25P04", kind::connection},
                                                             {"28000", kind::connection},
                                                             {"28P01", kind::connection},
                                                             {"57P01", kind::connection},
                                                             {"57P02", kind::connection},
                                                             {"57P03", kind::connection},
                                                             {"57P04", kind::connection},
                                                             {"57P05", kind::connection},
                                                             {"53300", kind::connection},
                                                             {"08006", kind::connection},
                                                             {"22012", kind::sql},
                                                             {"42601", kind::sql},
                                                             {"", kind::sql}};
    for (const auto& [sqlstate, expected_kind] : expected) {
        CAPTURE(sqlstate);
        CHECK(sqldb::kind_of_sqlstate(sqlstate) == expected_kind);
    }
}
