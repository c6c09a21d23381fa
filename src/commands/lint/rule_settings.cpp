// SPDX-License-Identifier: MIT
#include "lint/rule_settings.hpp"

#include <dunlin/base/closest_match.hpp>

#include <fmt/format.h>

#include <string>
#include <vector>

namespace dunlin::commands {

const lint::rule& require_rule(std::string_view id, error_kind kind, std::string_view where) {
    if (const lint::rule* rule = lint::find_rule(id)) {
        return *rule;
    }
    std::vector<std::string> ids;
    for (const lint::rule* rule : lint::rules()) {
        ids.emplace_back(rule->id);
    }
    const std::string suggestion = closest_match(std::string(id), ids);
    throw error(kind, fmt::format("{}: there is no rule '{}'", where, id))
        .with_hint(suggestion.empty() ? "list them with: dunlin migrate lint --rules"
                                      : fmt::format("did you mean {}?", suggestion));
}

rule_settings::rule_settings(const config::settings& settings) {
    set(settings.lint_warnings, "lint.warnings", lint::severity::warning);
    set(settings.lint_errors, "lint.errors", lint::severity::error);
    set(settings.lint_off, "lint.off", std::nullopt);
}

void rule_settings::set(const config::setting<std::vector<std::string>>& rules, const char* key,
                        std::optional<lint::severity> severity) {
    for (const std::string& id : rules.value) {
        severities_[&require_rule(id, error_kind::config, key)] = severity;
    }
}

std::optional<lint::severity> rule_settings::severity_of(const lint::rule& rule) const {
    const auto found = severities_.find(&rule);
    return found == severities_.end() ? rule.severity : found->second;
}

} // namespace dunlin::commands
