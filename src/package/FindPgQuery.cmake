# SPDX-License-Identifier: MIT
# Defines PgQuery::PgQuery, libpg_query: it has no file for pkg-config or CMake of its own.
find_library(PG_QUERY_LIBRARY NAMES libpg_query.a pg_query)
find_path(PG_QUERY_INCLUDE_DIR NAMES pg_query.h)
mark_as_advanced(PG_QUERY_LIBRARY PG_QUERY_INCLUDE_DIR)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(PgQuery REQUIRED_VARS PG_QUERY_LIBRARY PG_QUERY_INCLUDE_DIR)
if(PgQuery_FOUND AND NOT TARGET PgQuery::PgQuery)
  add_library(PgQuery::PgQuery UNKNOWN IMPORTED)
  set_target_properties(PgQuery::PgQuery PROPERTIES IMPORTED_LOCATION ${PG_QUERY_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${PG_QUERY_INCLUDE_DIR})
endif()
