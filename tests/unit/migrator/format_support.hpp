// SPDX-License-Identifier: MIT
#pragma once

#include "plan/prepare.hpp"

#include <dunlin/migrator/source.hpp>

#include <support/caught.hpp>
#include <support/golden.hpp>
#include <support/temporary_folder.hpp>

#include <map>
#include <string>

namespace migrator_test {

inline dunlin::migrator::source read_fixture(const std::string& name,
                                             const std::string& format = "") {
    return dunlin::migrator::read_source(dunlin::test::source_path("tests/data/migrator/" + name),
                                         {.format = format});
}

/// "1 2 3".
inline std::string versions_of(const dunlin::migrator::source& all) {
    std::string versions;
    for (const auto& migration : all.versioned) {
        versions += (versions.empty() ? "" : " ") + migration.version;
    }
    return versions;
}

/// A script as it would be sent.
inline std::string text_sent(const dunlin::migrator::migration& file,
                             dunlin::migrator::direction direction,
                             const std::map<std::string, std::string>& values = {}) {
    const auto script = dunlin::migrator::prepare(
        file, direction, [&](std::string_view name) -> std::optional<std::string> {
            const auto found = values.find(std::string(name));
            return found == values.end() ? std::nullopt : std::optional(found->second);
        });
    return std::string(script.text.text());
}

/// How many steps a script is run in; 0: one transaction.
inline std::size_t steps_of(const dunlin::migrator::migration& file,
                            dunlin::migrator::direction direction) {
    return dunlin::migrator::prepare(file, direction, {}).steps.size();
}

/// The names of the files that never run, without their folder.
inline std::string never_run(const dunlin::migrator::source& all, const std::string& folder) {
    const std::string prefix = dunlin::test::source_path("tests/data/migrator/" + folder) + "/";
    std::string names;
    for (const auto& name : all.never_run) {
        names += (names.empty() ? "" : " ") + name.substr(prefix.size());
    }
    return names;
}

/// A file that a reader must refuse.
struct malformed {
    const char* file;
    const char* text;
    const char* words; ///< in the message
    std::size_t line;
};

inline void check_refused(const malformed& wrong, const std::string& format) {
    CAPTURE(wrong.text);
    const dunlin::test::temporary_folder folder;
    folder.write(wrong.file, wrong.text);
    const auto problem = dunlin::test::caught<dunlin::error>(
        [&] { dunlin::migrator::read_source(folder.path(), {.format = format}); });
    CHECK(problem.kind() == dunlin::error_kind::config);
    CHECK_MESSAGE(problem.message().find(wrong.words) != std::string::npos, problem.message());
    CHECK_FALSE(problem.hint().empty());
    REQUIRE(problem.where());
    CHECK(problem.where()->file.ends_with(wrong.file));
    CHECK(problem.where()->line == wrong.line);
}

} // namespace migrator_test
