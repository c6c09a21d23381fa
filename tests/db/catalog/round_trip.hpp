// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <support/database.hpp>

#include <string>

/// The objects of a database.
dunlin::catalog::snapshot read_catalog(const dunlin::test::test_database& database,
                                       const dunlin::catalog::read_options& options = {});

/// The canonical text of every object, for messages that show what differs.
std::string catalog_text(const dunlin::catalog::snapshot& schema);

void run_sql(const dunlin::test::test_database& database, const std::string& sql);

/// What PostgreSQL's own tool writes about the schema; empty when it is older than the server.
std::string pg_dump(const dunlin::test::test_database& database);

/// Writes the schema as a script, runs it in an empty database, and checks that the objects there,
/// their script, and what pg_dump says about both are equal.
void check_round_trip(const dunlin::test::test_database& database,
                      const dunlin::catalog::read_options& options = {});

/// The same for a database in which this SQL was run.
void check_round_trip(const std::string& sql, const dunlin::catalog::read_options& options = {});
