// SPDX-License-Identifier: MIT
#include "implementation.hpp"
#include "libpqxx.hpp"

#include <dunlin/sqldb/adopt.hpp>
#include <dunlin/sqldb/error.hpp>

#include <string>
#include <utility>

namespace dunlin::sqldb {
namespace {

/// libpqxx 6 has no way to the handle of its session. A private member may be named where a
/// template is instantiated explicitly (C++ standard, temp.spec, access checking).
template <auto Member> struct handle_reader {
    friend PGconn* handle_of(pqxx_session& session) { return session.*Member; }
};
PGconn* handle_of(pqxx_session& session);
template struct handle_reader<&pqxx_session::m_conn>;

void require_supported_settings(const connection::implementation& session) {
    const auto encoding = session.parameter_status("client_encoding");
    const auto style = session.parameter_status("DateStyle");
    if (encoding != "UTF8" || !style.starts_with("ISO")) {
        throw error(error_kind::config,
                    "the session has client_encoding " + encoding + " and DateStyle " + style)
            .with_hint("open it with client_encoding=UTF8 and DateStyle ISO");
    }
}

} // namespace

struct adoption {
    static connection of(std::unique_ptr<connection::implementation> session) {
        return connection(std::move(session));
    }
};

connection adopt(std::unique_ptr<pqxx::connection> opened, const config& settings) {
    if (opened == nullptr || !opened->is_open()) {
        throw error(error_kind::usage, "the session is not open");
    }
    auto owner = std::make_unique<session_owner>(session_owner{std::move(opened)});
    never_reconnect(*owner->object);
    PGconn* const handle = handle_of(*owner->object);
    auto session = std::make_unique<connection::implementation>(settings, std::move(owner), handle);
    if (session->in_transaction()) {
        throw error(error_kind::usage, "the session has an open transaction");
    }
    require_supported_settings(*session);
    return adoption::of(std::move(session));
}

} // namespace dunlin::sqldb
