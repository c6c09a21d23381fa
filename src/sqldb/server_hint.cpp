// SPDX-License-Identifier: MIT
#include "server_hint.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/sqldb/error.hpp>

namespace dunlin::sqldb {
namespace {

/// This session may be in a failed transaction, so another one asks where the server has not
/// reported it (before PostgreSQL 14, and through most poolers).
bool is_standby(const connection::implementation& session) {
    const std::string reported = session.parameter_status("in_hot_standby");
    if (!reported.empty()) {
        return reported == "on";
    }
    try {
        config settings = session.settings;
        settings.observer = nullptr;
        settings.on_notice = {};
        return connection(settings).is_standby();
    } catch (const error&) {
        return false;
    }
}

std::string name_setting(std::string_view setting) {
    return std::string(setting) +
           " of the server, the database or the role ended the session: raise it, or set it to 0 "
           "for this role (ALTER ROLE ... SET)";
}

} // namespace

std::string server_hint(std::string_view sqlstate, const connection::implementation& session) {
    if (sqlstate == "25P03") {
        return name_setting("idle_in_transaction_session_timeout");
    }
    if (sqlstate == "25P04") {
        return name_setting("transaction_timeout");
    }
    if (sqlstate == "57P05") {
        return name_setting("idle_session_timeout");
    }
    if (kind_of_sqlstate(sqlstate) == error_kind::read_only && is_standby(session)) {
        return "the server is a standby and accepts no writes: connect to the primary server";
    }
    return {};
}

} // namespace dunlin::sqldb
