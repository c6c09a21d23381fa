// SPDX-License-Identifier: MIT
#include "apply/preview_conditions.hpp"

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

using action = precondition_rules::action;

/// {0} a query that returns one value, {1} a literal with the expected value.
constexpr auto ask = R"(SELECT (coalesce(pg_catalog.btrim((
{0}
)::pg_catalog.text, E' \t\r\n'), '') OPERATOR(pg_catalog.=) {1}) AS dunlin_holds \gset
)";

/// {0} a literal.
constexpr auto halt = R"(DO LANGUAGE plpgsql $dunlin$
BEGIN RAISE EXCEPTION USING MESSAGE = {0}; END $dunlin$;
)";

std::string consequence(const sqldb::connection& db, const plan_step& step, action reaction,
                        std::string_view reason) {
    switch (reaction) {
    case action::halt:
        return fmt::format(halt, db.quote_literal(fmt::format("{} cannot run: its precondition {}",
                                                              step.version(), reason)));
    case action::skip:
        return "\\set dunlin_runs false\n";
    case action::mark_ran:
        return "\\set dunlin_runs false\n\\set dunlin_marks true\n";
    case action::warn:
        break;
    }
    return fmt::format("\\warn a precondition {}, and the migration runs all the same\n", reason);
}

/// A query that fails stops psql, unless something else is to follow.
std::string psql_condition(const sqldb::connection& db, const plan_step& step,
                           const precondition_rules::condition& condition) {
    const precondition_rules& rules = step.file->conditions;
    const bool goes_on = rules.on_error != action::halt;
    std::string text = fmt::format("-- precondition, line {}\n\\if :dunlin_runs\n",
                                   step.file->where(condition.line).line);
    text += goes_on ? "\\set ON_ERROR_STOP off\n" : "";
    text += fmt::format(ask, condition.sql, db.quote_literal(condition.expected));
    text += goes_on ? "\\set ON_ERROR_STOP on\n\\if :ERROR\n" +
                          consequence(db, step, rules.on_error, "failed") + "\\elif :dunlin_holds\n"
                    : "\\if :dunlin_holds\n";
    return text + "\\else\n" +
           consequence(db, step, rules.on_fail,
                       fmt::format("did not give {}", condition.expected)) +
           "\\endif\n\\endif\n";
}

} // namespace

std::string conditions_for_psql(const sqldb::connection& db, const plan_step& step) {
    if (step.direction != direction::up || step.file->conditions.all.empty()) {
        return "";
    }
    std::string text = "\\set dunlin_runs true\n\\set dunlin_marks false\n"
                       "\\set dunlin_holds false\n";
    for (const auto& condition : step.file->conditions.all) {
        text += psql_condition(db, step, condition);
    }
    return text;
}

} // namespace dunlin::migrator
