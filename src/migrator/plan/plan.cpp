// SPDX-License-Identifier: MIT
#include <dunlin/migrator/plan.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace dunlin::migrator {
namespace {

bool is_applied(const entry& entry) {
    return entry.row != nullptr && entry.state != state::baseline &&
           entry.kind == migration_kind::versioned;
}

bool is_to_run(const entry& entry) {
    switch (entry.state) {
    case state::pending:
    case state::out_of_order:
    case state::outdated:
        return true;
    case state::applied:
    case state::cosmetic:
        return entry.file->runs_always;
    case state::unfinished:
        return entry.direction == direction::up;
    default:
        return false;
    }
}

[[noreturn]] void fail_no_version(std::string_view version) {
    throw error(error_kind::not_found, fmt::format("no migration has version {}", version))
        .with_hint("run `dunlin status` to list the versions");
}

std::size_t require_version(const history& history, std::string_view version) {
    const auto found = history.find(version);
    if (!found) {
        fail_no_version(version);
    }
    return *found;
}

/// Below every version, in every order.
bool is_zero(std::string_view version) {
    return is_version(version) && compare_versions(version, "0") == 0;
}

plan_step step_of(const entry& entry, direction direction) {
    return {direction, entry.file, entry.row, entry.state == state::unfinished};
}

void refuse_what_another_tool_runs(const std::vector<plan_step>& steps,
                                   std::vector<problem>& into) {
    for (const plan_step& step : steps) {
        if (step.file != nullptr && !step.file->needs_tool.empty()) {
            into.push_back({state::pending, std::string(step.version()), step.file->file->name,
                            fmt::format("dunlin cannot run it: {}", step.file->needs_tool),
                            "run it with its own tool, or stop before it with --to"});
        }
    }
}

void refuse_blocked(const history& history, std::vector<problem>& into) {
    if (!history.blocked.empty()) {
        into.push_back({state::unfinished, "", "", std::string(history.blocked),
                        "resolve it with the tool that owns the table"});
    }
}

/// An unfinished migration of the other direction, or whose file is gone, cannot be
/// skipped.
void refuse_unfinished(const history& history, direction direction, std::vector<problem>& into) {
    for (const entry& entry : history.entries) {
        const bool resumable = entry.state == state::unfinished && entry.direction == direction &&
                               entry.file != nullptr;
        if (entry.state != state::unfinished || resumable) {
            continue;
        }
        const std::string version(entry.version);
        into.push_back(
            {state::unfinished, version, entry.file ? entry.file->file->name : "",
             fmt::format("stopped between two steps of its {} script", to_string(entry.direction)),
             entry.file == nullptr
                 ? fmt::format(
                       "restore its file; if it is gone for good, preview the removal of its row with `dunlin migrate repair --drop {} --dry-run`",
                       version)
                 : fmt::format("finish it first with `dunlin migrate {}`",
                               to_string(entry.direction))});
    }
}

/// In the order in which they would be reverted. Where the files list an order, what ran last may
/// be anywhere in it, as a changeset of Liquibase that was inserted between others or runs again.
std::vector<const entry*> newest_first(const history& history, bool as_applied) {
    std::vector<const entry*> found;
    for (std::size_t i = history.entries.size(); i > 0; --i) {
        if (is_applied(history.entries[i - 1])) {
            found.push_back(&history.entries[i - 1]);
        }
    }
    if (as_applied && history.order == version_order::listed) {
        std::stable_sort(found.begin(), found.end(), [](const entry* a, const entry* b) {
            return a->row->rank > b->row->rank;
        });
    }
    return found;
}

} // namespace

std::vector<problem> find_problems(const history& history, const plan_options& options) {
    std::vector<problem> found;
    refuse_blocked(history, found);
    for (const entry& entry : history.entries) {
        const std::string version(entry.version);
        const std::string file = entry.file != nullptr ? entry.file->file->name : "";
        if (entry.renumbered_to != nullptr) {
            const std::string& now = entry.renumbered_to->version;
            found.push_back(
                {entry.state, version, "",
                 fmt::format("was renumbered to {} (same content){}", now,
                             file.empty() ? "" : fmt::format(", and {} has its version", file)),
                 fmt::format("move its row with `dunlin migrate repair --move {}={}`", version,
                             now)});
        } else if (entry.state == state::changed) {
            found.push_back(
                {entry.state, version, file, "was changed after it was applied",
                 fmt::format(
                     "restore the file, or accept the change with `dunlin migrate repair --realign {}`",
                     version)});
        } else if (entry.state == state::missing) {
            found.push_back(
                {entry.state, version, file, "is applied, but its file is missing",
                 fmt::format(
                     "restore the file; if it is gone for good, preview the removal of its row with `dunlin migrate repair --drop {} --dry-run`",
                     version)});
        } else if (entry.state == state::out_of_order && !options.allow_out_of_order &&
                   entry.renumbered_from == nullptr) {
            found.push_back(
                {entry.state, version, file,
                 fmt::format("is not applied, but the later {} is", history.current),
                 "give it a higher version, or run it out of order with --allow-out-of-order"});
        }
    }
    refuse_unfinished(history, direction::up, found);
    return found;
}

void plan::refuse_problems() const {
    if (problems.empty()) {
        return;
    }
    constexpr std::size_t most_listed = 10;
    std::string message;
    for (const problem& problem :
         std::span(problems).first(std::min(problems.size(), most_listed))) {
        message += fmt::format("{}{}{}{}{}", message.empty() ? "" : "\n  ", problem.version,
                               problem.file.empty() ? "" : " (" + problem.file + ")",
                               problem.version.empty() ? "" : " ", problem.message);
        if (problems.size() > 1) {
            message += "; " + problem.resolution;
        }
    }
    if (problems.size() > 1) {
        throw error(error_kind::history,
                    fmt::format("{} migrations do not match the history of the database:\n  {}{}",
                                problems.size(), message,
                                problems.size() > most_listed
                                    ? fmt::format("\n  and {} more, which `dunlin status` lists",
                                                  problems.size() - most_listed)
                                    : ""));
    }
    throw error(error_kind::history, message).with_hint(problems.front().resolution);
}

plan plan_up(const history& history, const target& until, const plan_options& options) {
    const std::size_t end =
        until.version ? require_version(history, *until.version) + 1 : history.entries.size();
    plan plan;
    plan.problems = find_problems(history, options);
    bool all_versions = true;
    for (std::size_t i = 0; i < history.entries.size(); ++i) {
        const entry& entry = history.entries[i];
        if (!is_to_run(entry) || entry.file == nullptr) {
            continue;
        }
        const bool versioned = entry.kind == migration_kind::versioned;
        const bool left =
            versioned && ((until.count && plan.steps.size() >= *until.count) || i >= end);
        all_versions = all_versions && !left;
        // A repeatable one may depend on a version that the target leaves out.
        if (versioned ? !left : all_versions) {
            plan.steps.push_back(step_of(entry, direction::up));
        }
    }
    refuse_what_another_tool_runs(plan.steps, plan.problems);
    return plan;
}

plan plan_down(const history& history, const target& until) {
    const bool to_zero = until.version && is_zero(*until.version);
    const std::size_t first =
        until.version && !to_zero ? require_version(history, *until.version) + 1 : 0;
    const std::size_t limit = until.count     ? *until.count
                              : until.version ? history.entries.size()
                                              : 1;
    plan plan;
    refuse_blocked(history, plan.problems);
    refuse_unfinished(history, direction::down, plan.problems);
    for (const entry* entry : newest_first(history, !until.version)) {
        if (!plan.steps.empty() && plan.steps.back().previous.empty()) {
            plan.steps.back().previous = entry->row->version;
        }
        if (entry >= history.entries.data() + first && plan.steps.size() < limit) {
            plan.steps.push_back(step_of(*entry, direction::down));
        }
    }
    refuse_what_another_tool_runs(plan.steps, plan.problems);
    return plan;
}

plan plan_to(const history& history, std::string_view version, const plan_options& options) {
    const target until{std::string(version), std::nullopt};
    const auto place = history.find(version);
    const auto current = history.find(history.current);
    // "0" is below every version, also when none is applied.
    const bool back = is_zero(version) || (place && current && *place < *current);
    return back ? plan_down(history, until) : plan_up(history, until, options);
}

plan plan_redo(const history& history) {
    plan plan = plan_down(history);
    if (plan.steps.empty()) {
        throw error(error_kind::not_found, "no migration is applied, so there is nothing to redo");
    }
    const plan_step newest = plan.steps.front();
    if (newest.file == nullptr) {
        plan.problems.push_back(
            {state::missing, newest.row->version, "",
             "is applied, but its file is missing, so it could not be applied again",
             "restore the file"});
        return plan;
    }
    plan.steps.push_back({direction::up, newest.file, nullptr, false});
    return plan;
}

} // namespace dunlin::migrator
