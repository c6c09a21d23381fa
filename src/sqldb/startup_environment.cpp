// SPDX-License-Identifier: MIT
#include "startup_environment.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>

namespace dunlin::sqldb {
namespace {

struct variable {
    const char* name;
    const char* value;
    bool yields; ///< to a value that the user has set
};

constexpr std::array<variable, 3> variables{
    {{"PGTZ", "UTC", false}, {"PGDATESTYLE", "ISO", false}, {"PGSSLMODE", "require", true}}};

struct shared_state {
    std::mutex guard;
    std::size_t users = 0;
    std::array<std::optional<std::string>, variables.size()> before;
};

shared_state& shared() {
    static shared_state state;
    return state;
}

std::optional<std::string> read(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

void write(const char* name, const std::optional<std::string>& value) noexcept {
    if (value) {
        ::setenv(name, value->c_str(), 1);
    } else {
        ::unsetenv(name);
    }
}

} // namespace

startup_environment::startup_environment() {
    auto& state = shared();
    const std::lock_guard lock(state.guard);
    if (state.users++ != 0) {
        return;
    }
    for (std::size_t i = 0; i < variables.size(); ++i) {
        const auto& wanted = variables[i];
        state.before[i] = read(wanted.name);
        const bool taken = state.before[i] && !state.before[i]->empty();
        if (!(wanted.yields && taken)) {
            ::setenv(wanted.name, wanted.value, 1);
        }
    }
}

startup_environment::~startup_environment() {
    auto& state = shared();
    const std::lock_guard lock(state.guard);
    if (--state.users != 0) {
        return;
    }
    for (std::size_t i = 0; i < variables.size(); ++i) {
        write(variables[i].name, state.before[i]);
    }
}

} // namespace dunlin::sqldb
