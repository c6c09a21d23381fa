// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/history.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// How far a run goes. Both empty: up applies all, down reverts one.
struct target {
    /// Up: the last version to apply. Down: the version that stays; "0" reverts all.
    std::optional<std::string> version;
    /// The maximum number of versioned migrations.
    std::optional<std::size_t> count;
};

struct plan_options {
    bool allow_out_of_order = false;
};

/// One migration of a plan.
struct plan_step {
    migrator::direction direction = direction::up;
    const migration* file = nullptr; ///< null for a down whose file is gone
    const ledger_row* row = nullptr; ///< null when it is not applied
    bool resumes = false;            ///< it stopped between two steps and resumes
    std::string_view previous = {};  ///< down: the newest that stays applied; empty: none
    [[nodiscard]] std::string_view version() const {
        return file != nullptr ? std::string_view(file->version) : row->version;
    }
    [[nodiscard]] std::string_view description() const {
        return file != nullptr ? std::string_view(file->description) : row->description;
    }
    /// Both for people.
    [[nodiscard]] std::string_view shown_version() const {
        return file != nullptr ? file->shown_version() : version();
    }
    [[nodiscard]] std::string_view shown_description() const {
        return file != nullptr ? file->shown_description() : description();
    }
};

/// A migration that prevents a run, and how to resolve it.
struct problem {
    migrator::state state = state::changed;
    std::string version;
    std::string file; ///< empty when there is none
    std::string message;
    std::string resolution;
};

/// What would run, in order, or what prevents it.
struct plan {
    std::vector<plan_step> steps;
    std::vector<problem> problems;

    /// Throws error(history) that lists all problems, when there are any.
    void refuse_problems() const;
};

/// Everything in a history that prevents `up`.
std::vector<problem> find_problems(const history& history, const plan_options& options = {});

/// Plans are pure: the same history and target give the same plan. The history (and what it was
/// made of) must outlive the plan. A target version that no file has is error(not_found).
plan plan_up(const history& history, const target& until = {}, const plan_options& options = {});
/// A down script that neither the file nor, as far as the plan can know, the ledger has is found
/// when the script is prepared.
plan plan_down(const history& history, const target& until = {});
/// Up or down, so that `version` is the newest one applied.
plan plan_to(const history& history, std::string_view version, const plan_options& options = {});
/// The newest applied version, reverted and applied again.
plan plan_redo(const history& history);

} // namespace dunlin::migrator
