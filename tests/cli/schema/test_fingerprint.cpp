// SPDX-License-Identifier: MIT
#include "schema_program.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <regex>

TEST_CASE("a fingerprint is one line, and with the objects a line for each") {
    const schema_program here;
    here.execute(sample_schema);
    const auto run = here.run({"fingerprint"});
    CHECK(run.exit_code == 0);
    CHECK(run.err == "");
    CHECK(std::regex_match(run.out, std::regex("sha256:1:[0-9]+:[0-9a-f]{64}\n")));
    const auto objects = here.run({"fingerprint", "--objects"}).out;
    CHECK(objects.starts_with(run.out));
    CHECK(std::regex_search(objects, std::regex("\n[0-9a-f]{64}  table public\\.birds\n")));
    const auto json = nlohmann::json::parse(here.run({"fingerprint", "-o", "json"}).out);
    CHECK(json["fingerprint"].get<std::string>() + "\n" == run.out);
}

TEST_CASE("--check compares with a file and names what differs") {
    const schema_program here;
    here.execute(sample_schema);
    here.folder.write("text", here.run({"fingerprint", "--objects"}).out);
    here.folder.write("summary", here.run({"fingerprint"}).out);
    here.folder.write("json", here.run({"fingerprint", "--objects", "-o", "json"}).out);
    for (const char* file : {"text", "summary", "json"}) {
        const auto same = here.run({"fingerprint", "--check", file});
        CHECK_MESSAGE(same.exit_code == 0, same.err);
        CHECK(contains(same.err, "is the one in " + std::string(file)));
    }
    here.execute(
        "ALTER TABLE birds ADD x int; DROP VIEW happy; CREATE TABLE \"new\" (a int); CREATE "
        "FUNCTION f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
    for (const char* file : {"text", "json"}) {
        const auto different = here.run({"fingerprint", "--check", file, "-o", "csv"});
        CHECK(different.exit_code == 9);
        CHECK(different.out == "change,kind,identity\nadded,function,\"public.f(integer, text)\"\n"
                               "changed,table,public.birds\nadded,table,public.new\n"
                               "removed,view,public.happy\n");
        CHECK(contains(different.err, "is not the one in " + std::string(file)));
    }
    const auto summary = here.run({"fingerprint", "--check", "summary"});
    CHECK(summary.exit_code == 9);
    CHECK(summary.out == "");
    const auto json =
        nlohmann::json::parse(here.run({"fingerprint", "--check", "text", "-o", "json"}).out);
    CHECK(json["comparison"]["verdict"] == "different");
    CHECK(json["comparison"]["differences"].size() == 4);
}

TEST_CASE("fingerprints of another server or scope are not comparable") {
    const schema_program here;
    here.folder.write("other", "sha256:1:9:" + std::string(64, 'a') + "\n");
    const auto run = here.run({"fingerprint", "--check", "other"});
    CHECK(run.exit_code == 9);
    CHECK(contains(run.err, "not comparable: other is of sha256:1:9, "));
    here.folder.write("plain", here.run({"fingerprint"}).out);
    const auto scope = here.run({"fingerprint", "--check", "plain", "--owners", "-o", "json"});
    CHECK(scope.exit_code == 9);
    CHECK(nlohmann::json::parse(scope.out)["comparison"]["verdict"] == "not_comparable");
}

TEST_CASE("a file that is no fingerprint is an error with its line") {
    const schema_program here;
    here.folder.write("empty", "");
    here.folder.write("prose", "nothing\n");
    here.folder.write("second", here.run({"fingerprint"}).out + "nothing\n");
    here.folder.write("broken", "{");
    for (const auto& [file, line] : {std::pair{"empty", 1}, std::pair{"prose", 1},
                                     std::pair{"second", 2}, std::pair{"broken", 1}}) {
        const auto run = here.run({"fingerprint", "--check", file});
        CHECK(run.exit_code == 2);
        CHECK(contains(run.err,
                       std::string(file) + ":" + std::to_string(line) + ": not a fingerprint"));
    }
    CHECK(here.run({"fingerprint", "--check", "missing"}).exit_code == 2);
}
