// SPDX-License-Identifier: MIT
#pragma once

#include "interpolate.hpp"
#include "toml_file.hpp"
#include "variables.hpp"

#include <dunlin/config/origin.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace dunlin::config {

/// The path relative to the working folder.
std::filesystem::path relative_to(const std::filesystem::path& working_folder,
                                  const std::filesystem::path& path);

/// The values of a dunlin.toml for one of its environments: [env.NAME], then the top level, then
/// the default. All arguments must outlive it.
class values {
public:
    /// `file` and `chosen` may be null: no file, no environment.
    values(const raw_file* file, const raw_section* chosen, const variables& all_variables)
        : file_(file), chosen_(chosen), variables_(all_variables) {}

    /// Null when no section has the key.
    [[nodiscard]] const raw_value* find(const std::string& key) const;
    [[nodiscard]] value_origin origin_of(const raw_value& value) const;
    /// Whether [env.NAME] itself has the key.
    [[nodiscard]] bool is_of_environment(const std::string& key) const {
        return chosen_ != nullptr && chosen_->contains(key);
    }

    /// A text with its variables replaced. Like the following functions, it throws error(config)
    /// with the value's position for an undefined variable or an invalid value.
    [[nodiscard]] std::string expand(const raw_value& value) const;
    /// The same, with the variables whose default was used. An empty result is an error, too.
    [[nodiscard]] interpolated expand_nonempty(const std::string& key,
                                               const raw_value& value) const;
    [[nodiscard]] setting<std::string> text(const std::string& key, const char* fallback) const;
    /// The same for a list of strings; empty when no section has the key.
    [[nodiscard]] setting<std::vector<std::string>> texts(const std::string& key) const;
    [[nodiscard]] setting<std::chrono::milliseconds>
    duration(const std::string& key, std::chrono::milliseconds fallback) const;
    [[nodiscard]] setting<int> count(const std::string& key, int fallback) const;
    [[nodiscard]] setting<bool> truth(const std::string& key) const;

private:
    [[nodiscard]] interpolated interpolate_at(const raw_value& value) const;
    [[nodiscard]] interpolated interpolate_text(const std::string& text,
                                                const raw_value& value) const;
    [[noreturn]] void fail(const raw_value& value, const std::string& message,
                           std::string hint = {}) const;

    const raw_file* file_;
    const raw_section* chosen_;
    const variables& variables_;
};

} // namespace dunlin::config
