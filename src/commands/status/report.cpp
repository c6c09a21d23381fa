// SPDX-License-Identifier: MIT
#include "status/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

using migrator::state;

std::string title_of(const migrator::entry& entry) {
    return entry.description.empty() ? std::string(entry.version)
                                     : fmt::format("{} {}", entry.version, entry.description);
}

source_location location_of(const migrator::entry& entry) {
    // The first line stands for the whole file.
    return entry.file != nullptr ? entry.file->where(entry.file->up.begin) : source_location{};
}

check_finding pending_finding(const migrator::entry& entry) {
    const bool must_run_again = entry.state == state::outdated;
    return {
        check_finding::level::warning, std::string(migrator::to_string(entry.state)),
        fmt::format("{} {}", entry.version,
                    must_run_again ? "changed since it ran and must run again" : "is not applied"),
        "apply it with `dunlin migrate up`", location_of(entry)};
}

check_subject subject_of(const migrator::entry& entry,
                         const std::vector<migrator::problem>& problems) {
    check_subject subject{title_of(entry), entry.file != nullptr ? entry.file->file->name : "", {}};
    for (const migrator::problem& problem : problems) {
        if (problem.version == entry.version) {
            subject.findings.push_back({check_finding::level::error,
                                        std::string(migrator::to_string(problem.state)),
                                        fmt::format("{} {}", problem.version, problem.message),
                                        problem.resolution, location_of(entry)});
        }
    }
    if (subject.findings.empty() &&
        (entry.state == state::pending || entry.state == state::outdated)) {
        subject.findings.push_back(pending_finding(entry));
    }
    return subject;
}

} // namespace

check_report report_of(const migrator::database_status& status) {
    check_report report{"status", {}};
    const auto problems = migrator::find_problems(status.history);
    for (const migrator::entry& entry : status.history.entries) {
        report.subjects.push_back(subject_of(entry, problems));
    }
    for (const migrator::finding& found : migrator::find_never_run(status.files)) {
        const std::string& file = found.location.file;
        report.subjects.push_back(
            {file,
             file,
             {{report_level_of(migrator::level_of(found.type)),
               std::string(migrator::to_string(found.type)),
               fmt::format("{} {}", file, found.message), found.hint, found.location}}});
    }
    return report;
}

} // namespace dunlin::commands
