// SPDX-License-Identifier: MIT
#include "lint/rules.hpp"

#include "lint/rule_settings.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/lint/rule.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/row_writer.hpp>

#include <fmt/format.h>

#include <array>
#include <optional>

namespace dunlin::commands {
namespace {

std::optional<std::string> manual_url(const lint::rule& rule) {
    return rule.manual.empty() ? std::nullopt
                               : std::optional(fmt::format(
                                     "https://www.postgresql.org/docs/current/{}", rule.manual));
}

std::string effect_text(const lint::effect& effect) {
    std::string text;
    if (!effect.lock.empty()) {
        text = fmt::format("{} lock", effect.lock);
    }
    if (effect.rewrites) {
        text += text.empty() ? "rewrites the table" : ", rewrites the table";
    }
    if (effect.scans) {
        text += text.empty() ? "reads all rows" : ", reads all rows";
    }
    return text;
}

std::string indented(std::string_view sql) {
    std::string text = "    ";
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] == ';' && i + 2 < sql.size()) {
            text += ";\n    ";
            ++i;
        } else {
            text += sql[i];
        }
    }
    return text + ";\n";
}

void write_json(const lint::rule& rule, output::json_writer& json) {
    json.begin_object().member("schema", 1).member("rule", rule.id);
    json.member("family", lint::to_string(rule.family));
    json.member("severity", lint::to_string(rule.severity)).member("summary", rule.summary);
    json.member("reason", rule.reason).member("manual", manual_url(rule));
    json.member("lock", rule.effect.lock.empty() ? std::nullopt : std::optional(rule.effect.lock));
    json.member("blocks", lint::to_string(lint::blocked_by(rule.effect.lock)));
    json.member("rewrites", rule.effect.rewrites).member("scans", rule.effect.scans);
    json.member("first_version",
                rule.first_version == 0 ? std::nullopt : std::optional(rule.first_version));
    json.member("bad", rule.bad).member("good", rule.good).end_object();
}

} // namespace

void explain_rule(const std::string& id, context& context) {
    const lint::rule& rule = require_rule(id, error_kind::usage, "--explain");
    if (context.json()) {
        output::json_writer json(context.out());
        write_json(rule, json);
        return;
    }
    std::string text =
        fmt::format("{}: {}\n{}, {}\n\n{}\n", rule.id, rule.summary, lint::to_string(rule.family),
                    lint::to_string(rule.severity), rule.reason);
    if (const std::string effect = effect_text(rule.effect); !effect.empty()) {
        text += fmt::format("\nOn an existing table: {}\n", effect);
    }
    text += fmt::format("\nInstead of\n{}write\n{}", indented(rule.bad), indented(rule.good));
    if (const auto url = manual_url(rule)) {
        text += fmt::format("\n{}\n", *url);
    }
    context.print(text);
}

void write_rules(context& context) {
    const auto rows =
        output::make_row_writer(context.format(output::format::table), context.out(), [&] {
            auto options = context.row_options();
            options.footer = false;
            return options;
        }());
    rows->columns({{"rule"}, {"family"}, {"severity"}, {"summary"}});
    for (const lint::rule* rule : lint::rules()) {
        const std::string id(rule->id);
        const std::string family(lint::to_string(rule->family));
        const std::string severity(lint::to_string(rule->severity));
        const std::string summary(rule->summary);
        rows->row(std::array<output::cell, 4>{id, family, severity, summary});
    }
    rows->finish();
}

} // namespace dunlin::commands
