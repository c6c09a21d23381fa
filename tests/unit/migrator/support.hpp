// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/history.hpp>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace migrator_test {

/// A migration as a reader would make it, from its version (or R__slug) and text.
inline dunlin::migrator::migration make_file(const std::string& version, const std::string& text) {
    using namespace dunlin::migrator;
    auto file = std::make_shared<source_file>(source_file{version + "_x.sql", text});
    migration made;
    made.version = version;
    made.description = "x";
    made.kind = version[0] == 'R' ? migration_kind::repeatable : migration_kind::versioned;
    made.up = {0, text.size(), {}};
    made.checksum = "sha256:of " + text;
    made.file = std::move(file);
    return made;
}

inline dunlin::migrator::source make_source(const std::vector<std::string>& versions) {
    dunlin::migrator::source made;
    for (const auto& version : versions) {
        auto& list = version[0] == 'R' ? made.repeatable : made.versioned;
        list.push_back(make_file(version, "SELECT " + version));
    }
    return made;
}

/// The row that applying a file leaves.
inline dunlin::migrator::ledger_row make_row(const dunlin::migrator::migration& of) {
    dunlin::migrator::ledger_row made;
    made.version = of.version;
    made.kind =
        of.kind == dunlin::migrator::migration_kind::repeatable ? "repeatable" : "versioned";
    made.checksum = of.checksum;
    made.content_checksum = of.content_checksum();
    return made;
}

/// A ledger in which these versions are applied as they stand in `files`, or with a text of their
/// own when no file has them.
inline dunlin::migrator::ledger_state make_ledger(const dunlin::migrator::source& files,
                                                  const std::vector<std::string>& versions) {
    dunlin::migrator::ledger_state made;
    made.exists = true;
    for (const auto& version : versions) {
        const auto* file = files.find(version);
        made.rows.push_back(
            make_row(file != nullptr ? *file : make_file(version, "SELECT " + version)));
        made.rows.back().rank = static_cast<std::int64_t>(made.rows.size());
    }
    return made;
}

} // namespace migrator_test
