// SPDX-License-Identifier: MIT
#include "lint/linted_source.hpp"

#include "lint/choice.hpp"
#include "lint/rule_settings.hpp"

#include <dunlin/lint/allowance.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/statements.hpp>
#include <dunlin/sqltext/secrets.hpp>

#include <algorithm>

namespace dunlin::commands {
namespace {

using migrator::source_script;

lint::script lint_script_of(const source_script& script) {
    lint::script result;
    result.is_down = script.direction() == migrator::direction::down;
    for (const auto& statement : script.statements()) {
        result.statements.push_back(
            {script.text().substr(statement.begin, statement.end - statement.begin),
             statement.begin, statement.transaction});
    }
    return result;
}

/// Checks one script and applies the allowances above its statements.
class script_lint {
public:
    script_lint(const source_script& script, const rule_settings& rules, linted_source& into)
        : script_(script), rules_(rules), into_(into) {}

    void run(lint::linter& linter) {
        const lint::script script = lint_script_of(script_);
        const auto findings = linter.check(script);
        std::size_t end_of_last = 0;
        for (std::size_t i = 0; i < script.statements.size(); ++i) {
            const std::size_t begin = script.statements[i].offset;
            read_allowances(end_of_last, begin);
            end_of_last = begin + script.statements[i].sql.size();
            for (const lint::finding& finding : findings) {
                if (finding.statement == i) {
                    add_unless_allowed(finding, script.statements[i]);
                }
            }
            report_unused();
        }
        read_allowances(end_of_last, script_.text().size());
        report_unused();
    }

private:
    struct open_allowance {
        lint::allowance allowance;
        bool is_used = false;
    };

    void read_allowances(std::size_t begin, std::size_t end) {
        allowances_.clear();
        for (auto& allowance :
             lint::read_allowances(script_.text().substr(begin, end - begin), now())) {
            allowance.offset += begin;
            if (allowance.problem.empty()) {
                allowances_.push_back({std::move(allowance)});
            } else {
                add(lint::allowance_invalid, allowance.offset, allowance.problem, {}, {});
            }
        }
    }

    void add_unless_allowed(const lint::finding& finding, const lint::script_statement& statement) {
        for (open_allowance& open : allowances_) {
            if (open.allowance.rule == finding.rule->id) {
                open.is_used = true;
                ++into_.allowed_count;
                return;
            }
        }
        add(*finding.rule, statement.offset + finding.offset, finding.message, finding.alternative,
            statement.sql);
    }

    void report_unused() {
        for (const open_allowance& open : allowances_) {
            // A rule that is off finds nothing that could be allowed.
            if (!open.is_used && rules_.severity_of(*lint::find_rule(open.allowance.rule))) {
                add(lint::allowance_unused, open.allowance.offset,
                    "no finding of " + open.allowance.rule + " below this", "remove the line", {});
            }
        }
    }

    void add(const lint::rule& rule, std::size_t offset, std::string message,
             std::string alternative, std::string_view sql) {
        if (const auto severity = rules_.severity_of(rule)) {
            into_.findings.push_back({&rule, *severity, script_.version(),
                                      script_.direction() == migrator::direction::down,
                                      script_.where(offset), sqltext::hide_secrets(sql),
                                      std::move(message), sqltext::hide_secrets(alternative)});
        }
    }

    const source_script& script_;
    const rule_settings& rules_;
    linted_source& into_;
    std::vector<open_allowance> allowances_;
};

void note_file(const source_script& script, linted_source& into) {
    if (std::find(into.files.begin(), into.files.end(), script.file()) == into.files.end()) {
        into.files.push_back(script.file());
    }
}

} // namespace

linted_source lint_source(const lint_request& request, const config::settings& settings) {
    const rule_settings rules(settings);
    const source_choice choice(request, settings);
    linted_source result;
    result.path = choice.path();
    result.format = choice.source().format;
    result.against = request.against;
    result.target_version = request.target_version;
    lint::linter linter(request.target_version);
    if (choice.is_set()) {
        linter.keep_new_relations();
    }
    for (const source_script& script : migrator::read_scripts(choice.source())) {
        if (choice.contains(script)) {
            note_file(script, result);
            script_lint(script, rules, result).run(linter);
        } else if (script.direction() == migrator::direction::up) {
            linter.remember(lint_script_of(script));
        }
    }
    result.unparsed_count = linter.unparsed_count();
    return result;
}

} // namespace dunlin::commands
