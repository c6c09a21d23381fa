// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/error.hpp>

#include <array>

namespace dunlin::sqldb {
namespace {

struct entry {
    std::string_view sqlstate;
    error_kind kind;
};

constexpr std::array<entry, 22> known{{
    {"23001", error_kind::foreign_key_violation}, // restrict_violation, since PostgreSQL 18
    {"23502", error_kind::not_null_violation},
    {"23503", error_kind::foreign_key_violation},
    {"23505", error_kind::unique_violation},
    {"23514", error_kind::check_violation},
    {"25006", error_kind::read_only},
    {"25P03", error_kind::connection}, // idle_in_transaction_session_timeout: ends the session
    {"25P04", error_kind::connection}, // transaction_timeout: likewise
    {"40001", error_kind::serialization_failure},
    {"40P01", error_kind::deadlock},
    {"42703", error_kind::undefined_column},
    {"42P01", error_kind::undefined_table},
    {"53300", error_kind::connection}, // too_many_connections
    {"55P03", error_kind::lock_not_available},
    {"57014", error_kind::cancelled},
    {"57P01", error_kind::connection}, // admin_shutdown
    {"57P02", error_kind::connection}, // crash_shutdown
    {"57P03", error_kind::connection}, // cannot_connect_now
    {"57P04", error_kind::connection}, // database_dropped
    {"57P05", error_kind::connection}, // idle_session_timeout
    {"28000", error_kind::connection},
    {"28P01", error_kind::connection},
}};

} // namespace

error_kind kind_of_sqlstate(std::string_view sqlstate) noexcept {
    for (const auto& [code, kind] : known) {
        if (code == sqlstate) {
            return kind;
        }
    }
    // Class 08, connection exception.
    return sqlstate.substr(0, 2) == "08" ? error_kind::connection : error_kind::sql;
}

} // namespace dunlin::sqldb
