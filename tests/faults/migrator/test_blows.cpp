// SPDX-License-Identifier: MIT
#include "blow.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <map>

using faults::blow;
using faults::scenario;
using faults::world;

namespace {

constexpr std::array all_blows{blow::cut_before, blow::cut_after, blow::stall,    blow::kill,
                               blow::terminate,  blow::interrupt, blow::lose_lock};

/// Every message when DUNLIN_FAULTS=all (`./dev faults`), otherwise an even sample.
std::size_t stride() {
    const char* wanted = std::getenv("DUNLIN_FAULTS");
    return wanted != nullptr && std::string_view(wanted) == "all" ? 1 : 41;
}

std::string count_of(const std::map<blow, int>& dealt) {
    std::string text;
    for (const auto& [what, times] : dealt) {
        text += ", " + std::to_string(times) + " x " + std::string(faults::to_string(what));
    }
    return text;
}

/// Deals each kind of blow at every stride-th message, each kind beginning at another one.
void strike_everywhere(world& here, const scenario& what) {
    const std::size_t messages = faults::count_messages(here, what);
    REQUIRE(messages > 30);
    std::vector<std::string> wrong;
    std::map<blow, int> dealt;
    std::size_t strikes = 0;
    int twice = 0;
    const std::size_t step = stride();
    for (std::size_t kind = 0; kind < all_blows.size(); ++kind) {
        const std::size_t first = 1 + kind * step / all_blows.size();
        for (std::size_t message = first; message <= messages; message += step) {
            ++dealt[all_blows[kind]];
            std::vector<faults::hit> hits{{message, all_blows[kind]}};
            if (++strikes % 4 == 0) { // The next run is hit as well, somewhere in its beginning.
                hits.push_back({1 + message * 7 % 120, all_blows[strikes / 4 % all_blows.size()]});
                ++twice;
            }
            if (auto problem = faults::strike(here, what, hits); !problem.empty()) {
                wrong.push_back(std::move(problem));
            }
        }
    }
    MESSAGE(what.name << ": " << messages << " messages" << count_of(dealt) << "; " << twice
                      << " of them hit twice; ended wrong: " << wrong.size());
    for (const auto& each : wrong) {
        FAIL_CHECK(each);
    }
}

/// The digest that a run with nothing in its way ends with.
std::string undisturbed(world& here) {
    const std::string database = here.create_database();
    here.open_gate(database);
    const auto how = here.migrate(database, {"up"});
    REQUIRE_MESSAGE(how.exit_code == 0, how.err);
    std::string digest = here.digest(database);
    here.drop_database(database);
    return digest;
}

} // namespace

TEST_CASE("whatever hits an up, one more up finishes it exactly once") {
    world here;
    const std::string empty = here.create_database();
    strike_everywhere(here, {"up", empty, {"up"}, undisturbed(here)});
}

TEST_CASE("whatever hits a down, one more up ends in the whole schema") {
    world here;
    const std::string full = here.create_database();
    here.open_gate(full);
    const auto how = here.migrate(full, {"up"});
    REQUIRE_MESSAGE(how.exit_code == 0, how.err);
    strike_everywhere(here, {"down", full, {"down", "--to", "0015", "--yes"}, undisturbed(here)});
}
