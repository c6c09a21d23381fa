// SPDX-License-Identifier: MIT
#include "option_environment.hpp"

#include "environment_override.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {
namespace {

/// The changes that an object needs; objects with equal requirements can exist at once.
struct requirement {
    std::string sslmode;
    bool hides_all = false;

    bool operator==(const requirement&) const = default;
};

struct shared_state {
    std::mutex mutex;
    std::condition_variable released;
    std::size_t holders = 0;
    requirement current;
    std::optional<environment_override> active;
};

shared_state& shared() {
    static shared_state state;
    return state;
}

bool trusts_system_certificates(const config& settings, const conninfo& options) {
    constexpr const char* every_certificate_of_the_system = "system";
    const auto named = options.find("sslrootcert");
    std::optional<std::string> value;
    if (named != options.end()) {
        value = named->second;
    } else if (!settings.ignore_environment) {
        value = read_variable("PGSSLROOTCERT");
    }
    return value == every_certificate_of_the_system && knows_system_certificates();
}

/// The sslmode where nothing sets one. With the system's certificates libpq accepts only
/// verify-full.
std::string default_sslmode(const config& settings, const conninfo& options) {
    if (trusts_system_certificates(settings, options)) {
        return "verify-full";
    }
    return settings.disable_tls ? "disable" : "require";
}

/// libpq's variables beyond those of its keywords.
constexpr std::array more_variables{"PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR", "PGREQUIRESSL"};

void hide_all(std::vector<variable_value>& values) {
    for (const char* name : more_variables) {
        values.push_back({name, std::nullopt});
    }
    for (const std::string& name : variables_of_keywords()) {
        if (name != "PGSSLMODE") {
            values.push_back({name, std::nullopt});
        }
    }
}

std::vector<variable_value> variables_for(const requirement& requested) {
    std::vector<variable_value> values;
    if (requested.hides_all) {
        hide_all(values);
        values.push_back({"PGSSLMODE", requested.sslmode});
    } else if (read_variable("PGSSLMODE").value_or("").empty()) {
        values.push_back({"PGSSLMODE", requested.sslmode});
    }
    return values;
}

} // namespace

option_environment::option_environment(const config& settings, const conninfo& options) {
    const requirement requested{default_sslmode(settings, options), settings.ignore_environment};
    auto& state = shared();
    std::unique_lock lock(state.mutex);
    state.released.wait(lock, [&] { return state.holders == 0 || state.current == requested; });
    if (state.holders == 0) {
        state.active.emplace(variables_for(requested));
        state.current = requested;
    }
    ++state.holders;
}

option_environment::~option_environment() {
    auto& state = shared();
    {
        const std::lock_guard lock(state.mutex);
        if (--state.holders == 0) {
            state.active.reset();
        }
    }
    state.released.notify_all();
}

} // namespace dunlin::sqldb
