// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/config/settings.hpp>
#include <dunlin/lint/rule.hpp>

#include <map>
#include <optional>
#include <string_view>

namespace dunlin::commands {

/// The severities that dunlin.toml gives to rules.
class rule_settings {
public:
    /// Throws error(config) for a rule that does not exist.
    explicit rule_settings(const config::settings& settings);

    /// nullopt: the rule is off.
    [[nodiscard]] std::optional<lint::severity> severity_of(const lint::rule& rule) const;

private:
    void set(const config::setting<std::vector<std::string>>& rules, const char* key,
             std::optional<lint::severity> severity);

    std::map<const lint::rule*, std::optional<lint::severity>> severities_;
};

/// Throws error of this kind, with a suggestion, when there is no such rule.
const lint::rule& require_rule(std::string_view id, error_kind kind, std::string_view where);

} // namespace dunlin::commands
