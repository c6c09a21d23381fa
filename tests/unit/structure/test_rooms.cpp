// SPDX-License-Identifier: MIT
#include "rooms.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using dunlin::test::read_rooms;
using dunlin::test::read_sources;

namespace {

/// Whose header an include line names: "sqldb" of "dunlin/sqldb/error.hpp"; empty for others.
std::string room_of(const std::string& include) {
    if (!include.starts_with("dunlin/")) {
        return "";
    }
    const auto end = include.find('/', 7);
    return end == std::string::npos ? "" : include.substr(7, end - 7);
}

/// The folder of a path: "format" of "format/goose.cpp"; empty at the top.
std::string part_of(const std::string& path) {
    const auto end = path.find('/');
    return end == std::string::npos ? "" : path.substr(0, end);
}

bool is_private_include(const std::string& text, const std::string& include) {
    return text.find("#include \"" + include + "\"") != std::string::npos;
}

std::size_t place_of(const std::vector<std::string>& parts, const std::string& part) {
    return static_cast<std::size_t>(std::find(parts.begin(), parts.end(), part) - parts.begin());
}

/// Libraries whose headers only some rooms may include, and only outside their public headers.
const std::map<std::string, std::set<std::string>> heavy{
    {"libpq-fe.h", {"sqldb"}},
    {"libpq-events.h", {"sqldb"}},
    {"pqxx/", {"sqldb"}},
    {"pg_query.h", {"sqltext"}},
    {"CLI/", {"commands", "cli"}},
    {"toml++/", {"config", "migrator"}},
    {"nlohmann/", {"sqltext", "seeder", "output", "commands"}},
    {"utf8proc.h", {"output"}},
    {"nettle/", {"base"}},
    {"curl/", {"telemetry"}}};

/// The one public header that is for those who have such a library at hand.
bool may_expose(const std::string& name, const std::string& header) {
    return name == "sqldb/include/dunlin/sqldb/adopt.hpp" && header == "pqxx/";
}

/// A source without its comments.
std::string code_of(const std::string& text) {
    std::string code;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        code += line.substr(0, line.find("//")) + '\n';
    }
    return code;
}

/// Whether code calls a function of libpq: "PQexec(".
bool calls_libpq(const std::string& text) {
    for (auto at = text.find("PQ"); at != std::string::npos; at = text.find("PQ", at + 1)) {
        const bool begins =
            at == 0 ||
            (std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0 && text[at - 1] != '_');
        auto end = at + 2;
        while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) {
            ++end;
        }
        if (begins && end > at + 2 && end < text.size() && text[end] == '(') {
            return true;
        }
    }
    return false;
}

/// The types that a header defines for its whole room: "finding" of "struct finding {".
std::set<std::string> types_of(const std::string& text) {
    std::set<std::string> types;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string word;
        words >> word;
        const bool defines = (line.starts_with("struct ") || line.starts_with("class ")) &&
                             line.find('{') != std::string::npos;
        if (defines && words >> word) {
            types.insert(word);
        }
    }
    return types;
}

} // namespace

TEST_CASE("the arrows point down") {
    std::set<std::string> below;
    for (const auto& room : read_rooms()) {
        for (const auto& links : {room.links, room.private_links}) {
            for (const auto& link : links) {
                CHECK_MESSAGE(below.count(link) == 1, room.name, " -> ", link);
            }
        }
        below.insert(room.name);
    }
    CHECK(below.size() >= 13);
}

TEST_CASE("the business knows nothing but the base") {
    for (const auto& room : read_rooms()) {
        if (room.name == "widget" || room.name == "user") {
            CHECK(room.links == std::set<std::string>{"base"});
            CHECK(room.private_links.empty());
        }
    }
}

TEST_CASE("every include line follows an arrow") {
    for (const auto& room : read_rooms()) {
        for (const auto& source : read_sources(room)) {
            for (const auto& include : source.includes) {
                const std::string other = room_of(include);
                if (other.empty() || other == room.name || room.links.count(other) == 1) {
                    continue;
                }
                const bool allowed =
                    !source.is_public_header && room.private_links.count(other) == 1;
                CHECK_MESSAGE(allowed, source.name, " includes ", include,
                              ", and no link line says so");
            }
        }
    }
}

TEST_CASE("the parts of a large room have arrows too") {
    // Each part sees itself and those before it, and what the parts of one run share.
    const std::map<std::string, std::vector<std::string>> parts_of{
        {"migrator",
         {"format", "ledger", "history", "plan", "steps", "lock", "apply", "check", "convert"}},
        {"seeder", {"copy", "table", "read", "load", "generator", "set"}},
        {"commands", {"shared"}}};
    const std::set<std::string> shared_by_a_run{"run_context.hpp", "open_ledger.hpp"};
    std::size_t looked_at = 0;
    for (const auto& room : read_rooms()) {
        const auto parts = parts_of.find(room.name);
        if (parts == parts_of.end()) {
            continue;
        }
        for (const auto& source : read_sources(room)) {
            const std::string part = part_of(source.name.substr(room.name.size() + 1));
            if (source.is_public_header || part.empty()) {
                continue;
            }
            for (const auto& include : source.includes) {
                const std::string other = part_of(include);
                if (!is_private_include(source.text, include) || other == part) {
                    continue;
                }
                ++looked_at;
                const bool allowed =
                    room.name == "commands"
                        ? (part != "shared" && other == "shared") ||
                              include == "program_version.hpp"
                        : shared_by_a_run.contains(include) ||
                              place_of(parts->second, other) < place_of(parts->second, part);
                CHECK_MESSAGE(allowed, source.name, " includes ", include);
            }
        }
    }
    CHECK(looked_at > 150);
}

TEST_CASE("heavy headers stand in no public header and in no other room") {
    for (const auto& room : read_rooms()) {
        for (const auto& source : read_sources(room)) {
            for (const auto& include : source.includes) {
                for (const auto& [header, rooms] : heavy) {
                    if (include.starts_with(header)) {
                        CHECK_MESSAGE((!source.is_public_header || may_expose(source.name, header)),
                                      source.name, " includes ", include);
                        CHECK_MESSAGE(rooms.count(room.name) == 1, source.name, " includes ",
                                      include);
                    }
                }
            }
        }
    }
}

TEST_CASE("sqldb stands on libpqxx, and says why where it calls libpq") {
    std::set<std::string> with_libpqxx;
    std::set<std::string> with_libpq;
    for (const auto& room : read_rooms()) {
        for (const auto& source : read_sources(room)) {
            for (const auto& include : source.includes) {
                if (include.starts_with("pqxx/")) {
                    with_libpqxx.insert(source.name);
                }
            }
            if (!calls_libpq(code_of(source.text))) {
                continue;
            }
            with_libpq.insert(source.name);
            CHECK(room.name == "sqldb");
            const auto second_line = source.text.find('\n') + 1;
            CHECK_MESSAGE(source.text.substr(second_line).starts_with("// libpq directly: "),
                          source.name, " does not begin with the reason");
        }
    }
    CHECK(with_libpqxx ==
          std::set<std::string>{"sqldb/include/dunlin/sqldb/adopt.hpp", "sqldb/libpqxx.hpp"});
    CHECK(with_libpq.size() == 8);
}

TEST_CASE("libpqxx's version is asked for once") {
    std::size_t questions = 0;
    for (const auto& room : read_rooms()) {
        for (const auto& source : read_sources(room)) {
            const std::string code = code_of(source.text);
            for (auto at = code.find("PQXX_VERSION"); at != std::string::npos;
                 at = code.find("PQXX_VERSION", at + 1)) {
                ++questions;
            }
        }
    }
    CHECK(questions == 1);
}

TEST_CASE("the header of an installed room includes all of its headers") {
    std::set<std::string> with_header;
    for (const auto& room : read_rooms()) {
        const std::string folder = room.name + "/include/dunlin/";
        std::set<std::string> headers;
        std::set<std::string> included;
        for (const auto& source : read_sources(room)) {
            if (source.name == folder + room.name + ".hpp") {
                with_header.insert(room.name);
                included.insert(source.includes.begin(), source.includes.end());
            } else if (source.is_public_header && !may_expose(source.name, "pqxx/")) {
                headers.insert(source.name.substr(room.name.size() + 9));
            }
        }
        CHECK_MESSAGE((included.empty() || included == headers), room.name);
    }
    CHECK(with_header == std::set<std::string>{"base", "local", "migrator", "seeder", "sqldb",
                                               "sqltext", "telemetry", "testing"});
}

// The linker would take the functions of one of them for both, without a word.
TEST_CASE("no two headers of a room define types of one name") {
    for (const auto& room : read_rooms()) {
        std::map<std::string, std::string> known;
        for (const auto& source : read_sources(room)) {
            if (!source.name.ends_with(".hpp")) {
                continue;
            }
            for (const auto& type : types_of(source.text)) {
                const auto [other, is_new] = known.emplace(type, source.name);
                CHECK_MESSAGE(is_new, type, " stands in ", other->second, " and in ", source.name);
            }
        }
    }
}
