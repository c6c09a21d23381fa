// SPDX-License-Identifier: MIT
#include "variables.hpp"

#include "env_file.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin::config {

void variables::read(const std::filesystem::path& path, std::string shown) {
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored)) {
        absent_ = std::move(shown);
        return;
    }
    more_ = read_env_file(path, shown);
    file_ = path;
    shown_ = std::move(shown);
}

std::optional<std::string> variables::operator()(const std::string& name) const {
    if (auto value = process_(name)) {
        return value;
    }
    const auto found = more_.find(name);
    return found == more_.end() ? std::nullopt : std::optional(found->second);
}

environment variables::reader() const {
    return [this](const std::string& name) { return (*this)(name); };
}

std::string variables::place_of(const std::string& name) const {
    return process_(name) ? name : fmt::format("{} in {}", name, shown_);
}

std::optional<std::string> filled_variable(const variables& known, const std::string& name) {
    auto value = known(name);
    if (value && trim(*value).empty()) {
        throw error(error_kind::config, fmt::format("{} is set but empty", known.place_of(name)))
            .with_hint(fmt::format("Give {} a value, or unset it.", name));
    }
    return value;
}

std::map<std::string, std::string> variables::from_file() const {
    std::map<std::string, std::string> unset;
    for (const auto& [name, value] : more_) {
        if (!process_(name)) {
            unset.emplace(name, value);
        }
    }
    return unset;
}

} // namespace dunlin::config
