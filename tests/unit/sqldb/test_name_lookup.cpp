// SPDX-License-Identifier: MIT
#include "name_lookup.hpp"

#include <doctest/doctest.h>
#include <support/environment.hpp>

#include <string>
#include <vector>

using dunlin::sqldb::may_look_up_a_name;
using dunlin::sqldb::may_look_up_again;
using dunlin::test::scoped_variable;

namespace {

struct sample {
    dunlin::sqldb::conninfo options;
    bool once;
    bool again;
};

} // namespace

TEST_CASE("names are told from addresses and sockets") {
    const scoped_variable host("PGHOST", "");
    const scoped_variable address("PGHOSTADDR", "");
    const scoped_variable service("PGSERVICE", "");
    const scoped_variable attributes("PGTARGETSESSIONATTRS", "");
    const std::vector<sample> samples{
        {{}, false, false},
        {{{"host", "/run/postgresql"}}, false, false},
        {{{"host", "@abstract"}}, false, false},
        {{{"host", "127.0.0.1"}}, false, false},
        {{{"host", "::1"}}, false, false},
        {{{"host", "db.example"}}, true, false},
        {{{"host", "127.0.0.1,db.example"}}, true, true},
        {{{"host", "127.0.0.1,/run"}}, false, false},
        {{{"host", "db.example"}, {"hostaddr", "127.0.0.1"}}, false, false},
        {{{"host", "db.example"}, {"target_session_attrs", "prefer-standby"}}, true, true},
        {{{"service", "app"}}, true, true},
    };
    for (const auto& [options, once, again] : samples) {
        CAPTURE(options.empty() ? "" : options.begin()->second);
        CHECK(may_look_up_a_name(options) == once);
        CHECK(may_look_up_again(options) == again);
    }
    const scoped_variable named("PGHOST", "db.example");
    CHECK(may_look_up_a_name({}));
}
