// SPDX-License-Identifier: MIT
#include "project_file.hpp"

#include "locate_file.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace fs = std::filesystem;

namespace dunlin::config {
namespace {

[[noreturn]] void fail_unknown_environment(const raw_file& file, const std::string& environment) {
    std::vector<std::string> names;
    for (const auto& [name, section] : file.environments) {
        names.push_back(name);
    }
    const std::string suggestion = closest_match(environment, names);
    std::string hint = names.empty() ? "it has no [env.NAME]"
                                     : fmt::format("environments: {}", fmt::join(names, ", "));
    if (!suggestion.empty()) {
        hint = fmt::format("did you mean {}?", suggestion);
    }
    throw error(error_kind::config,
                fmt::format("{} has no environment '{}'", file.name, environment))
        .with_hint(std::move(hint));
}

} // namespace

variables read_variables(const flags& command_line, const environment& process,
                         const fs::path& working_folder) {
    variables all_variables(process);
    if (command_line.env_file) {
        const fs::path path = working_folder / *command_line.env_file;
        all_variables.read(path, command_line.env_file->string());
        if (all_variables.file().empty()) {
            throw error(error_kind::config, fmt::format("--env-file: file {} does not exist",
                                                        command_line.env_file->string()));
        }
    }
    return all_variables;
}

std::optional<fs::path> chosen_file(const flags& command_line, const variables& all_variables,
                                    const fs::path& working_folder,
                                    std::vector<std::string>& warnings) {
    if (command_line.file) {
        return working_folder / *command_line.file;
    }
    if (const auto named = nonempty_variable(all_variables, "DUNLIN_CONFIG")) {
        return working_folder / *named;
    }
    return locate_file(working_folder, warnings);
}

std::string chosen_environment(const flags& command_line, const variables& all_variables) {
    return command_line.environment ? *command_line.environment
                                    : nonempty_variable(all_variables, "DUNLIN_ENV").value_or("");
}

const raw_section* section_of(const raw_file* file, const std::string& environment) {
    if (environment.empty()) {
        return nullptr;
    }
    if (file == nullptr) {
        throw error(
            error_kind::config,
            fmt::format("environment '{}' is not defined: there is no dunlin.toml", environment))
            .with_hint("create one with [env." + environment + "], or name one with --config");
    }
    const auto found = file->environments.find(environment);
    if (found == file->environments.end()) {
        fail_unknown_environment(*file, environment);
    }
    return &found->second;
}

} // namespace dunlin::config
