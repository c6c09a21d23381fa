// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/migrator/check.hpp>

#include <functional>
#include <string>
#include <vector>

namespace dunlin::commands {

class context;
class flag_set;

/// A problem that a check found.
struct check_finding {
    enum class level { note, warning, error };

    level severity = level::error;
    std::string kind; ///< "changed", "malformed" and so on; stable
    std::string message;
    std::string hint;         ///< empty: none
    source_location location; ///< as far as it is known
};

/// The level of a finding of the files.
check_finding::level report_level_of(migrator::finding::level level);

/// A migration or file that was checked; without findings it passed.
struct check_subject {
    std::string name;
    std::string file; ///< empty: none
    std::vector<check_finding> findings;
};

/// "file:line:column: " as far as it is known, as a compiler writes it; empty without a file.
std::string location_prefix(const source_location& location);

/// The result of a check, for CI systems to show.
struct check_report {
    std::string name; ///< the verb: "status", "migrate check"
    std::vector<check_subject> subjects;
    bool warnings_fail = true; ///< a subject with warnings did not pass

    [[nodiscard]] bool has_failed(const check_subject& subject) const;
    [[nodiscard]] std::size_t failed_count() const;
};

/// As JUnit XML: a test case for each subject, with a failure if it failed; what a subject that
/// passed has all the same is its output.
std::string junit_text(const check_report& report);
/// As workflow commands, which GitHub shows as annotations of a change: one for each finding.
std::string github_text(const check_report& report);

struct report_options {
    std::string kind; ///< junit, github, gitlab, sarif, or empty
    std::string file; ///< empty: standard output
};

/// Adds --report and --report-file.
void add_report_options(flag_set& flags, report_options& options);
/// The same with the formats for code analysis besides.
void add_analysis_report_options(flag_set& flags, report_options& options);

/// Writes the report that the options ask for, which `make_report` makes. Returns true when it went
/// to stdout and replaces the verb's normal output.
bool write_report(const report_options& options, context& context,
                  const std::function<check_report()>& make_report);

} // namespace dunlin::commands
