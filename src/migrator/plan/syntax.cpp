// SPDX-License-Identifier: MIT
#include "plan/syntax.hpp"

#include "format/mentions.hpp"

#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// Checks one script; a class, because the line of each finding needs its text.
class syntax_check {
public:
    syntax_check(const prepared_script& script, script_values_are values)
        : script_(script), has_unknown_values_(values == script_values_are::unknown) {}

    std::vector<syntax_finding> run() {
        const std::string_view text = script_.text.text();
        if (mentions(text, "standard_conforming_strings")) {
            return {};
        }
        if (!script_.statements.empty()) {
            for (const script_statement& statement : script_.statements) {
                check(statement.part.sql);
            }
        } else if (!is_accepted_as_a_whole(text)) {
            for (const sqltext::statement& statement : sqltext::split(text)) {
                check(statement);
            }
        }
        return std::move(found_);
    }

private:
    /// One call for a whole script is much faster than one for each statement.
    [[nodiscard]] bool is_accepted_as_a_whole(std::string_view text) const {
        return text.size() <= sqltext::longest_parsed_statement && !is_unknown({0, text.size()}) &&
               sqltext::is_accepted(text);
    }

    [[nodiscard]] bool is_unknown(const sqltext::statement& range) const {
        return has_unknown_values_ && script_.text.has_value(range.begin, range.end);
    }

    void check(const sqltext::statement& statement) {
        const std::string_view text = statement.text(script_.text.text());
        const auto problem = is_unknown(statement) ? sqltext::find_unclosed(text)
                                                   : sqltext::find_syntax_problem(text);
        if (problem) {
            error result(error_kind::config, problem->message);
            result.at(script_.text.where(statement.begin + problem->offset));
            found_.push_back({std::move(result), !problem->is_unclosed});
        }
    }

    const prepared_script& script_;
    bool has_unknown_values_;
    std::vector<syntax_finding> found_;
};

void refuse_or_collect(const prepared_script& script, int server_version,
                       std::vector<std::string>& warnings) {
    for (syntax_finding& finding : check_syntax(script, script_values_are::known)) {
        const bool is_certain = !finding.depends_on_version || server_version == 0 ||
                                server_version == sqltext::parser_version();
        if (is_certain) {
            throw std::move(finding.problem);
        }
        const source_location& where = *finding.problem.where();
        warnings.push_back(fmt::format(
            "{}:{}:{}: {} (checked with the grammar of PostgreSQL {}; the server is PostgreSQL {})",
            where.file, where.line, where.column, finding.problem.message(),
            sqltext::parser_version(), server_version));
    }
}

} // namespace

std::vector<syntax_finding> check_syntax(const prepared_script& script, script_values_are values) {
    return syntax_check(script, values).run();
}

std::vector<std::string> refuse_wrong_syntax(const prepared_script& script, int server_version) {
    std::vector<std::string> warnings;
    refuse_or_collect(script, server_version, warnings);
    if (script.verify) {
        refuse_or_collect(*script.verify, server_version, warnings);
    }
    return warnings;
}

std::string emptiness_of(const prepared_script& script) {
    return sqltext::has_statement(script.text.text())
               ? ""
               : fmt::format("{} contains no statement", script.text.file_name());
}

} // namespace dunlin::migrator
