// SPDX-License-Identifier: MIT
#include "steps/steps.hpp"

#include "format/mentions.hpp"

#include <dunlin/sqltext/secrets.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace dunlin::migrator {
namespace {

bool starts_with_word(std::string_view statement, std::string_view lower_word) {
    return statement.size() > lower_word.size() &&
           std::equal(lower_word.begin(), lower_word.end(), statement.begin(),
                      [](char lower, char c) {
                          return lower == std::tolower(static_cast<unsigned char>(c));
                      }) &&
           std::isspace(static_cast<unsigned char>(statement[lower_word.size()])) != 0;
}

/// SET LOCAL, SET CONSTRAINTS and SET TRANSACTION end with the transaction.
bool is_lasting_set(std::string_view statement) {
    if (!starts_with_word(statement, "set")) {
        return starts_with_word(statement, "reset");
    }
    std::string_view rest = statement.substr(3);
    rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size()));
    return !starts_with_word(rest, "local") && !starts_with_word(rest, "constraints") &&
           !starts_with_word(rest, "transaction");
}

} // namespace

step_row describe_step(const prepared_script& script, std::size_t index) {
    const script_step& step = script.steps[index];
    const auto& first = script.statements[step.first].part;
    const auto& last = script.statements[step.first + step.count - 1].part;
    step_row row;
    row.version = script.version;
    row.direction = script.direction;
    row.position = static_cast<std::int64_t>(index) + 1;
    const std::size_t end = last.has_copy_data ? last.data_end : last.sql.end;
    row.statement = script.text.text().substr(first.sql.begin, end - first.sql.begin);
    row.checksum = sqltext::content_checksum(row.statement);
    row.shown = sqltext::hide_secrets(script.text.shown(first.sql.begin, end));
    return row;
}

void refuse_changed_steps(const prepared_script& script, const std::vector<step_row>& recorded) {
    for (const step_row& step : recorded) {
        if (step.version != script.version || step.direction != script.direction) {
            continue;
        }
        const auto index = static_cast<std::size_t>(step.position - 1);
        const bool there =
            script.run_as == prepared_script::manner::steps && index < script.steps.size();
        const step_row now = there ? describe_step(script, index) : step_row();
        if (there && now.checksum == step.checksum) {
            continue;
        }
        error changed(error_kind::history,
                      fmt::format("{} stopped between two steps, and its script was changed since",
                                  script.version));
        changed.detail = fmt::format("step {} {}:\n  {}\nand now is{}", step.position,
                                     step.done ? "was" : "was started as", step.statement,
                                     there ? ":\n  " + now.shown : " missing");
        changed.with_hint(fmt::format(
            "restore the script and run `dunlin migrate {0}`, or finish it by hand and record that: `dunlin migrate repair --{2} {1} --dry-run` previews it",
            to_string(script.direction), script.version,
            script.direction == direction::up ? "mark" : "unmark"));
        if (there) {
            changed.at(
                script.text.where(script.statements[script.steps[index].first].part.sql.begin));
        }
        throw changed;
    }
}

bool sets_session(std::string_view statement) {
    return is_lasting_set(statement) ||
           (starts_with_word(statement, "select") && mentions(statement, "set_config"));
}

} // namespace dunlin::migrator
