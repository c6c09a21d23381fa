// SPDX-License-Identifier: MIT
#include "startup_environment.hpp"

namespace dunlin::sqldb {
namespace {

std::vector<wanted_variable> variables_for(const config& settings) {
    std::vector<wanted_variable> wanted{{"PGTZ", "UTC"}, {"PGDATESTYLE", "ISO"}};
    if (settings.ignore_environment) {
        wanted.push_back({"PGGEQO", std::nullopt});
    }
    return wanted;
}

} // namespace

startup_environment::startup_environment(const config& settings) : held_(variables_for(settings)) {}

} // namespace dunlin::sqldb
