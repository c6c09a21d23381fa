// SPDX-License-Identifier: MIT
#include "kind/fragments.hpp"
#include "kind/kinds.hpp"

#include <fmt/format.h>

namespace dunlin::catalog {

namespace {

constexpr auto wrappers = R"(
SELECT w.oid, 'foreign data wrapper', NULL, w.fdwname, quote_ident(w.fdwname),
       concat(format('CREATE FOREIGN DATA WRAPPER %I', w.fdwname),
              CASE WHEN w.fdwhandler <> 0 THEN ' HANDLER ' || w.fdwhandler::regproc END,
              CASE WHEN w.fdwvalidator <> 0 THEN ' VALIDATOR ' || w.fdwvalidator::regproc END,
              ' OPTIONS (' || {wrapper_options} || ')', E';\n'),
       quote_ident(pg_get_userbyid(w.fdwowner)), 0, NULL, NULL, NULL
  FROM pg_foreign_data_wrapper w)";

constexpr auto servers = R"(
SELECT s.oid, 'server', NULL, s.srvname, quote_ident(s.srvname),
       concat(format('CREATE SERVER %I', s.srvname), ' TYPE ' || quote_literal(s.srvtype),
              ' VERSION ' || quote_literal(s.srvversion), format(' FOREIGN DATA WRAPPER %I', w.fdwname),
              ' OPTIONS (' || {server_options} || ')', E';\n'),
       quote_ident(pg_get_userbyid(s.srvowner)), 0, NULL, NULL, NULL
  FROM pg_foreign_server s
  JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw)";

} // namespace

std::string foreign_data_wrappers_sql(int) {
    return fmt::format(wrappers, fmt::arg("wrapper_options", foreign_options("w.fdwoptions")));
}

std::string foreign_servers_sql(int) {
    return fmt::format(servers, fmt::arg("server_options", foreign_options("s.srvoptions")));
}

} // namespace dunlin::catalog
