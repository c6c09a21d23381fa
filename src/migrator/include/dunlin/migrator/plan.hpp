// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/history.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// How far a run is to go. Both empty: up goes to the end, down takes one back.
struct target {
    /// Up: the last version to apply. Down: the version that stays; "0" takes all back.
    std::optional<std::string> version;
    /// How many versioned migrations, at the most.
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
    bool resumes = false;            ///< it stopped between two steps and goes on
    std::string_view previous = {};  ///< down: the newest that stays applied; empty: none
    [[nodiscard]] std::string_view version() const {
        return file != nullptr ? std::string_view(file->version) : row->version;
    }
    [[nodiscard]] std::string_view description() const {
        return file != nullptr ? std::string_view(file->description) : row->description;
    }
};

/// Why nothing may run: one migration that does not fit, and what resolves it.
struct problem {
    state where = state::changed;
    std::string version;
    std::string file; ///< empty when there is none
    std::string message;
    std::string resolution;
};

/// What would run, in order, or why nothing may.
struct plan {
    std::vector<plan_step> steps;
    std::vector<problem> problems;

    /// Throws error(history) that lists all problems, when there are any.
    void refuse_problems() const;
};

/// Everything in a history that stands in the way of `up`.
std::vector<problem> find_problems(const history& history, const plan_options& options = {});

/// Plans are pure: the same history and target give the same plan. The history (and what it was
/// made of) must outlive the plan. A target version that no file has is error(not_found).
plan plan_up(const history& history, const target& until = {}, const plan_options& options = {});
/// A down script that neither the file nor, as far as the plan can know, the ledger has is found
/// when the script is prepared.
plan plan_down(const history& history, const target& until = {});
/// Up or down, so that `version` is the newest one applied.
plan plan_to(const history& history, std::string_view version, const plan_options& options = {});
/// The newest applied version taken back and applied again.
plan plan_redo(const history& history);

} // namespace dunlin::migrator
