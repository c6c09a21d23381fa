// SPDX-License-Identifier: MIT
#include "variables.hpp"

#include "env_file.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::config {

void variables::read(const std::filesystem::path& path, std::string display_name) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        missing_file_ = std::move(display_name);
        return;
    }
    file_values_ = read_env_file(path, display_name);
    file_ = path;
    display_name_ = std::move(display_name);
}

std::optional<std::string> variables::operator()(const std::string& name) const {
    if (auto value = process_(name)) {
        return value;
    }
    const auto found = file_values_.find(name);
    return found == file_values_.end() ? std::nullopt : std::optional(found->second);
}

environment variables::reader() const {
    return [this](const std::string& name) { return (*this)(name); };
}

std::string variables::description_of(const std::string& name) const {
    return process_(name) ? name : fmt::format("{} in {}", name, display_name_);
}

std::optional<std::string> nonempty_variable(const variables& all_variables,
                                             const std::string& name) {
    auto value = all_variables(name);
    if (value && trim(*value).empty()) {
        throw error(error_kind::config,
                    fmt::format("{} is set but empty", all_variables.description_of(name)))
            .with_hint(fmt::format("give {} a value, or unset it", name));
    }
    return value;
}

std::map<std::string, std::string> variables::from_file() const {
    std::map<std::string, std::string> unset;
    for (const auto& [name, value] : file_values_) {
        if (!process_(name)) {
            unset.emplace(name, value);
        }
    }
    return unset;
}

} // namespace dunlin::config
