// SPDX-License-Identifier: MIT
#include "status/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::commands {
namespace {

using migrator::state;

std::string title_of(const migrator::entry& each) {
    return each.description.empty() ? std::string(each.version)
                                    : fmt::format("{} {}", each.version, each.description);
}

source_location place_of(const migrator::entry& each) {
    // The first line: the whole file is meant.
    return each.file != nullptr ? each.file->where(each.file->up.begin) : source_location{};
}

check_finding pending_finding(const migrator::entry& each) {
    const bool again = each.state == state::outdated;
    return {check_finding::weight::warning, std::string(migrator::to_string(each.state)),
            fmt::format("{} {}", each.version,
                        again ? "changed since it ran and must run again" : "is not applied"),
            "apply it with: dunlin migrate up", place_of(each)};
}

check_subject subject_of(const migrator::entry& each,
                         const std::vector<migrator::problem>& problems) {
    check_subject made{title_of(each), each.file != nullptr ? each.file->file->name : "", {}};
    for (const migrator::problem& problem : problems) {
        if (problem.version == each.version) {
            made.findings.push_back({check_finding::weight::error,
                                     std::string(migrator::to_string(problem.state)),
                                     fmt::format("{} {}", problem.version, problem.message),
                                     problem.resolution, place_of(each)});
        }
    }
    if (made.findings.empty() && (each.state == state::pending || each.state == state::outdated)) {
        made.findings.push_back(pending_finding(each));
    }
    return made;
}

} // namespace

check_report report_of(const migrator::database_status& now) {
    check_report made{"status", {}};
    const auto problems = migrator::find_problems(now.history);
    for (const migrator::entry& each : now.history.entries) {
        made.subjects.push_back(subject_of(each, problems));
    }
    for (const std::string& file : now.files.never_run) {
        made.subjects.push_back({file, file, {never_run_finding(file)}});
    }
    return made;
}

check_finding never_run_finding(const std::string& file) {
    source_location where;
    where.file = file;
    return {check_finding::weight::error, "never_run",
            fmt::format("{} never runs: it is not one of the folder's own .sql files", file),
            "rename it or move it away", where};
}

} // namespace dunlin::commands
