// SPDX-License-Identifier: MIT
#include "startup_environment.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dunlin::sqldb {
namespace {

struct variable {
    const char* name;
    const char* value;
    bool yields; ///< to a value that the user has set
};

constexpr std::array<variable, 3> variables{
    {{"PGTZ", "UTC", false}, {"PGDATESTYLE", "ISO", false}, {"PGSSLMODE", "require", true}}};

/// A variable that was changed, and its value before that.
struct change {
    const char* name;
    std::optional<std::string> before;
};

struct shared_state {
    std::mutex guard;
    std::size_t users = 0;
    std::vector<change> changes;
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
    for (const variable& wanted : variables) {
        auto now = read(wanted.name);
        const bool is_set = now && !now->empty();
        if (now == wanted.value || (wanted.yields && is_set)) {
            continue;
        }
        ::setenv(wanted.name, wanted.value, 1);
        state.changes.push_back({wanted.name, std::move(now)});
    }
}

startup_environment::~startup_environment() {
    auto& state = shared();
    const std::lock_guard lock(state.guard);
    if (--state.users != 0) {
        return;
    }
    for (const change& each : state.changes) {
        write(each.name, each.before);
    }
    state.changes.clear();
}

} // namespace dunlin::sqldb
