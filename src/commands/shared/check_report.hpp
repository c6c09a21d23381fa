// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <functional>
#include <string>
#include <vector>

namespace dunlin::commands {

class context;
class flag_set;

/// One thing that is wrong, in the words of the verbs that check.
struct check_finding {
    enum class weight { warning, error };

    weight how_bad = weight::error;
    std::string kind; ///< "changed", "malformed" ...: stable
    std::string message;
    std::string hint;      ///< empty: none
    source_location where; ///< with what is known of it
};

/// A migration or file that was looked at; without findings it passed.
struct check_subject {
    std::string name;
    std::string file; ///< empty: none
    std::vector<check_finding> findings;
};

/// What a check looked at and found, for pipelines that show it.
struct check_report {
    std::string name; ///< the verb: "status", "migrate check"
    std::vector<check_subject> subjects;

    [[nodiscard]] std::size_t failed() const;
};

/// The JUnit form, for the test views of CI servers: a test case for each subject, a failure for
/// each that has findings.
std::string junit_text(const check_report& report);
/// Workflow commands that GitHub shows beside the lines of a change: one for each finding.
std::string github_text(const check_report& report);

struct report_options {
    std::string kind; ///< junit, github, or empty
    std::string file; ///< empty: standard output
};

/// Spells --report and --report-file.
void add_report_options(flag_set& flags, report_options& into);

/// Writes the report that was asked for. True when it went to stdout, in place of the verb's usual
/// output. `make` is called only when one is wanted.
bool write_report(const report_options& options, context& context,
                  const std::function<check_report()>& make);

} // namespace dunlin::commands
