// SPDX-License-Identifier: MIT
#include "statement_reader.hpp"

#include <dunlin/sqltext/statement.hpp>

namespace dunlin::sqltext {

std::vector<statement> split(std::string_view script) {
    std::vector<statement> statements;
    statement_reader reader(script);
    statement next;
    while (reader.next(next) == statement_reader::outcome::statement) {
        statements.push_back(next);
    }
    return statements;
}

} // namespace dunlin::sqltext
