// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::output {
class json_writer;
}
namespace dunlin::sqldb {
struct statement_event;
}

namespace dunlin::commands {

/// "[4711] 850 us, 3 rows: SELECT ?". `sql` shows no values.
std::string statement_text(std::string_view sql, const sqldb::statement_event& event);

/// The same as members of an open JSON object.
void write_statement(output::json_writer& json, std::string_view sql,
                     const sqldb::statement_event& event);

} // namespace dunlin::commands
