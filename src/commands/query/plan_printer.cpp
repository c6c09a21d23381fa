// SPDX-License-Identifier: MIT
#include "query/plan_printer.hpp"

#include <dunlin/output/json_text.hpp>
#include <dunlin/output/safe_text.hpp>

namespace dunlin::commands {

bool plan_printer::row(const sqldb::row& row) {
    if (is_json(format_)) {
        std::string document = R"({"schema":1,"plan":)";
        output::append_json_cell(document, {"plan", output::value_kind::json, false, "json"},
                                 row.text(0));
        out_.write(document + "}\n");
    } else {
        out_.write(output::safe_lines(row.text(0)) + '\n');
    }
    return true;
}

} // namespace dunlin::commands
