// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/seeder/report.hpp>

#include <string>
#include <string_view>

namespace dunlin::output {
class json_writer;
}

namespace dunlin::commands {

class context;

/// Prints what a seed verb did: a table on stdout and a line on stderr; with JSON one document,
/// with NDJSON one object per file. `noun` names the parts ("file", "table").
void print_report(context& context, const seeder::run_report& report,
                  std::string_view noun = "file");

/// "12 rows inserted, 3 skipped".
std::string describe(const seeder::row_counts& rows);

/// Writes the four counts as members of an open object.
void write_counts(output::json_writer& json, const seeder::row_counts& rows);

} // namespace dunlin::commands
