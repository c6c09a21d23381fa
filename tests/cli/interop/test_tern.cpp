// SPDX-License-Identifier: MIT
#include "peer.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using interop_test::peer;

namespace {

peer make_peer() {
    peer tern;
    tern.tool = "tern";
    tern.program = "tern";
    tern.files = [](int n) -> peer::named_texts {
        return {{fmt::format("00{0}_t{0}.sql", n),
                 fmt::format("CREATE TABLE t{0} ();\n---- create above / drop below ----\nDROP "
                             "TABLE t{0};\n",
                             n)}};
    };
    const auto command = [](peer::arguments verb) {
        return [verb](const std::string& folder, const std::string& url) {
            peer::arguments all = verb;
            all.insert(all.end(), {"--migrations", folder, "--conn-string", url});
            return all;
        };
    };
    tern.up = command({"migrate"});
    tern.down_one = command({"migrate", "--destination", "-1"});
    tern.status = command({"status"});
    tern.is_up_to_date = [](const std::string& output) {
        return output.find("up to date") != std::string::npos &&
               output.find("4 of 4") != std::string::npos;
    };
    tern.make_table = "CREATE TABLE public.schema_version (version int4 not null); "
                      "INSERT INTO public.schema_version VALUES (0);";
    tern.record = [](int n) {
        return fmt::format("UPDATE public.schema_version SET version = {}", n);
    };
    tern.forget = [record = tern.record](int n) { return record(n - 1); };
    return tern;
}

} // namespace

TEST_CASE("tern and dunlin take turns on one folder and one table") {
    interop_test::apply_by_turns(make_peer());
}

TEST_CASE("a history of tern becomes dunlin's and is given back") {
    interop_test::move_history(make_peer());
}

TEST_CASE("tern and dunlin wait for each other") {
    interop_test::run_at_once(make_peer());
}
