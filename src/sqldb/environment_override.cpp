// SPDX-License-Identifier: MIT
#include "environment_override.hpp"

#include <cstddef>
#include <cstdlib>
#include <map>
#include <mutex>

namespace dunlin::sqldb {
namespace {

/// A variable that at least one object overrides.
struct overridden_variable {
    std::size_t holders = 0;
    bool is_changed = false;
    std::optional<std::string> before;
};

struct shared_state {
    std::mutex mutex;
    std::map<std::string, overridden_variable> overridden;
};

shared_state& shared() {
    static shared_state state;
    return state;
}

void write(const std::string& name, const std::optional<std::string>& value) noexcept {
    if (value) {
        ::setenv(name.c_str(), value->c_str(), 1);
    } else {
        ::unsetenv(name.c_str());
    }
}

} // namespace

std::optional<std::string> read_variable(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

environment_override::environment_override(const std::vector<variable_value>& values) {
    auto& state = shared();
    const std::lock_guard lock(state.mutex);
    names_.reserve(values.size());
    for (const auto& [name, value] : values) {
        overridden_variable& variable = state.overridden[name];
        if (variable.holders++ == 0) {
            variable.before = read_variable(name);
            variable.is_changed = variable.before != value;
            if (variable.is_changed) {
                write(name, value);
            }
        }
        names_.push_back(name);
    }
}

environment_override::~environment_override() {
    auto& state = shared();
    const std::lock_guard lock(state.mutex);
    for (const std::string& name : names_) {
        const auto found = state.overridden.find(name);
        if (--found->second.holders != 0) {
            continue;
        }
        if (found->second.is_changed) {
            write(name, found->second.before);
        }
        state.overridden.erase(found);
    }
}

} // namespace dunlin::sqldb
