// SPDX-License-Identifier: MIT
#include "startup_environment.hpp"

namespace dunlin::sqldb {
namespace {

std::vector<variable_value> variables_for(const config& settings) {
    std::vector<variable_value> values{{"PGTZ", "UTC"}, {"PGDATESTYLE", "ISO"}};
    if (settings.ignore_environment) {
        values.push_back({"PGGEQO", std::nullopt});
    }
    return values;
}

} // namespace

startup_environment::startup_environment(const config& settings) : held_(variables_for(settings)) {}

} // namespace dunlin::sqldb
