// SPDX-License-Identifier: MIT
#include "option_environment.hpp"

#include "held_variables.hpp"

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

/// What an object makes of the environment; objects with equal demands can live at once.
struct demand {
    std::string sslmode;
    bool hides_all = false;

    bool operator==(const demand&) const = default;
};

struct shared_state {
    std::mutex mutex;
    std::condition_variable left;
    std::size_t holders = 0;
    demand current;
    std::optional<held_variables> held;
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

/// The sslmode where nothing names one. With the system's certificates libpq accepts verify-full
/// alone.
std::string default_sslmode(const config& settings, const conninfo& options) {
    if (trusts_system_certificates(settings, options)) {
        return "verify-full";
    }
    return settings.disable_tls ? "disable" : "require";
}

/// libpq's variables beyond those of its keywords.
constexpr std::array further_variables{"PGSERVICE", "PGSERVICEFILE", "PGSYSCONFDIR",
                                       "PGREQUIRESSL"};

void hide_all(std::vector<wanted_variable>& wanted) {
    for (const char* name : further_variables) {
        wanted.push_back({name, std::nullopt});
    }
    for (const std::string& name : variables_of_keywords()) {
        if (name != "PGSSLMODE") {
            wanted.push_back({name, std::nullopt});
        }
    }
}

std::vector<wanted_variable> variables_for(const demand& wish) {
    std::vector<wanted_variable> wanted;
    if (wish.hides_all) {
        hide_all(wanted);
        wanted.push_back({"PGSSLMODE", wish.sslmode});
    } else if (read_variable("PGSSLMODE").value_or("").empty()) {
        wanted.push_back({"PGSSLMODE", wish.sslmode});
    }
    return wanted;
}

} // namespace

option_environment::option_environment(const config& settings, const conninfo& options) {
    const demand wish{default_sslmode(settings, options), settings.ignore_environment};
    auto& state = shared();
    std::unique_lock lock(state.mutex);
    state.left.wait(lock, [&] { return state.holders == 0 || state.current == wish; });
    if (state.holders == 0) {
        state.held.emplace(variables_for(wish));
        state.current = wish;
    }
    ++state.holders;
}

option_environment::~option_environment() {
    auto& state = shared();
    {
        const std::lock_guard lock(state.mutex);
        if (--state.holders == 0) {
            state.held.reset();
        }
    }
    state.left.notify_all();
}

} // namespace dunlin::sqldb
