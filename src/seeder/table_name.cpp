// SPDX-License-Identifier: MIT
#include "table_name.hpp"

namespace dunlin::seeder {

std::string to_string(const table_name& table) {
    return table.schema.empty() ? table.name : table.schema + "." + table.name;
}

} // namespace dunlin::seeder
