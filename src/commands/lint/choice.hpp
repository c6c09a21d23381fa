// SPDX-License-Identifier: MIT
#pragma once

#include "lint/linted_source.hpp"

#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/statements.hpp>

#include <filesystem>
#include <set>
#include <string>

namespace dunlin::commands {

/// The migrations that are read, and which of them are checked.
class source_choice {
public:
    /// Throws error(usage) for a file that is no migration, and what read_source() throws.
    source_choice(const lint_request& request, const config::settings& settings);

    [[nodiscard]] const migrator::source& source() const noexcept { return source_; }
    [[nodiscard]] std::string path() const { return path_.string(); }
    [[nodiscard]] bool contains(const migrator::source_script& script) const;
    /// Whether the checked migrations are one change, so that what one creates is new for all.
    [[nodiscard]] bool is_set() const noexcept { return !files_.empty() || has_versions_; }

private:
    void choose_path(const std::vector<std::string>& files, const config::settings& settings);
    void choose_files(const std::vector<std::string>& files);

    std::filesystem::path path_;
    migrator::source source_;
    std::set<std::filesystem::path> files_; ///< empty: all
    std::set<std::string> versions_;        ///< of --against
    bool has_versions_ = false;
    std::string since_;
};

} // namespace dunlin::commands
