// SPDX-License-Identifier: MIT
#include "exposure.hpp"

#include "values.hpp"

#include <dunlin/config/redact.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace fs = std::filesystem;

namespace dunlin::config {
namespace {

/// Who besides the owner may read the file; empty: nobody.
std::string other_readers(const fs::path& path) {
    std::error_code problem;
    const auto permissions = fs::status(path, problem).permissions();
    const auto can = [&](fs::perms permission) {
        return (permissions & permission) != fs::perms::none;
    };
    if (problem) {
        return "";
    }
    return can(fs::perms::others_read)  ? "every user of this system"
           : can(fs::perms::group_read) ? "its group"
                                        : "";
}

bool holds_password(const raw_section& section) {
    const auto database = section.find("database");
    return database != section.end() &&
           config::holds_password(std::get<std::string>(database->second.value));
}

bool holds_password(const raw_file& file) {
    return holds_password(file.top) ||
           std::any_of(file.environments.begin(), file.environments.end(),
                       [](const auto& environment) { return holds_password(environment.second); });
}

bool is_password(const std::pair<const std::string, std::string>& variable) {
    constexpr std::array endings{"PASSWORD", "SECRET", "TOKEN"};
    const auto& [name, value] = variable;
    return config::holds_password(value) ||
           (!value.empty() &&
            std::any_of(endings.begin(), endings.end(),
                        [&word = name](const char* ending) { return word.ends_with(ending); }));
}

} // namespace

std::vector<std::string> exposed_passwords(const raw_file* toml, const variables& all_variables,
                                           const fs::path& working_folder) {
    std::vector<std::string> warnings;
    const auto warn = [&](const fs::path& path, const std::string& name, const char* remedy) {
        if (const std::string readers = other_readers(path); !readers.empty()) {
            warnings.push_back(
                fmt::format("{} contains a password, and {} can read it; {}chmod 600 {}", name,
                            readers, remedy, name));
        }
    };
    if (toml != nullptr && holds_password(*toml)) {
        warn(working_folder / toml->name, toml->name, "use ${VARIABLE} or ");
    }
    const auto& all = all_variables.all_from_file();
    if (std::any_of(all.begin(), all.end(), is_password)) {
        warn(all_variables.file(), relative_to(working_folder, all_variables.file()).string(), "");
    }
    return warnings;
}

} // namespace dunlin::config
