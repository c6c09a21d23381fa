// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/output/row_writer.hpp>

#include <cstddef>
#include <string_view>

namespace dunlin::output {
class json_writer;
}

namespace dunlin::commands {

class context;

/// Writes the members "database" and "environment" (null: none) of a document.
void write_target(output::json_writer& json, context& context);

/// The same values for a document of rows.
output::written_database written_to(context& context);

/// Prints "created 2 widgets in app@db.example/app (production)" on stderr.
void report_changed_rows(context& context, std::string_view action, std::size_t count,
                         std::string_view noun);

} // namespace dunlin::commands
