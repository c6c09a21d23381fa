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
    migration migration;
    migration.version = version;
    migration.description = "x";
    migration.kind = version[0] == 'R' ? migration_kind::repeatable : migration_kind::versioned;
    migration.up = {0, text.size(), {}};
    migration.checksum = "sha256:of " + text;
    migration.file = std::move(file);
    return migration;
}

inline dunlin::migrator::source make_source(const std::vector<std::string>& versions) {
    dunlin::migrator::source files;
    for (const auto& version : versions) {
        auto& list = version[0] == 'R' ? files.repeatable : files.versioned;
        list.push_back(make_file(version, "SELECT " + version));
    }
    return files;
}

/// The row that applying a file leaves.
inline dunlin::migrator::ledger_row make_row(const dunlin::migrator::migration& of) {
    dunlin::migrator::ledger_row row;
    row.version = of.version;
    row.kind = of.kind == dunlin::migrator::migration_kind::repeatable ? "repeatable" : "versioned";
    row.checksum = of.checksum;
    row.content_checksum = of.content_checksum();
    return row;
}

/// A ledger in which these versions are applied as they stand in `files`, or with a text of their
/// own when no file has them.
inline dunlin::migrator::ledger_state make_ledger(const dunlin::migrator::source& files,
                                                  const std::vector<std::string>& versions) {
    dunlin::migrator::ledger_state state;
    state.exists = true;
    for (const auto& version : versions) {
        const auto* file = files.find(version);
        state.rows.push_back(
            make_row(file != nullptr ? *file : make_file(version, "SELECT " + version)));
        state.rows.back().rank = static_cast<std::int64_t>(state.rows.size());
    }
    return state;
}

} // namespace migrator_test
