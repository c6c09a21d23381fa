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

/// Prints what a run did: a table on stdout and a sentence on stderr; under json one document,
/// under ndjson one object a file. `noun` is what the parts are.
void print_report(context& context, const seeder::run_report& report,
                  std::string_view noun = "file");

/// "12 rows inserted, 3 skipped".
std::string in_words(const seeder::row_counts& rows);

/// The four counts as members of an open object.
void write_counts(output::json_writer& json, const seeder::row_counts& rows);

} // namespace dunlin::commands
