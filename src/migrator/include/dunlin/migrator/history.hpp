// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The state of a migration, from comparing the files with the ledger.
enum class state {
    applied,
    pending,
    out_of_order, ///< pending, below the newest applied version
    changed,      ///< applied, and the file is different now
    cosmetic,     ///< applied; only comments, white space, line ends or a BOM differ: no problem
    missing,      ///< applied, and the file is gone
    unfinished,   ///< stopped between two steps
    outdated,     ///< a repeatable one whose content changed since it ran
    baseline,     ///< at or below the baseline: counts as applied, never runs
};

/// The state's name in JSON.
std::string_view to_string(state state) noexcept;

/// One migration: its file, its row, or both. The pointers are into the source and the ledger_state
/// that were compared.
struct entry {
    std::string_view version;
    std::string_view description;
    migration_kind kind = migration_kind::versioned;
    migrator::state state = state::pending;
    const migration* file = nullptr;
    const ledger_row* row = nullptr;
    /// Of an unfinished one: the direction in which it ran.
    migrator::direction direction = direction::up;
    /// Of a missing or changed one: the pending file that has its content.
    const migration* renumbered_to = nullptr;
    /// Of that file: its row.
    const ledger_row* renumbered_from = nullptr;

    /// Both for people.
    [[nodiscard]] std::string_view shown_version() const {
        return file != nullptr ? file->shown_version() : version;
    }
    [[nodiscard]] std::string_view shown_description() const {
        return file != nullptr ? file->shown_description() : description;
    }
};

/// Whether the row is of a file with this content, by the raw checksum or that of the tokens.
bool has_content_of(const migration& file, const ledger_row& row);

struct history {
    /// Versioned ones ascending, then the repeatable ones by name.
    std::vector<entry> entries;
    /// The highest applied version or the baseline; empty when there is none.
    std::string_view current;
    version_order order = version_order::numeric;
    /// The ledger's own reason why nothing may run; empty: there is none.
    std::string_view blocked;

    /// The index in `entries` of a version as a user writes it: the key, or the name that the
    /// format's tool has for it. Only versioned ones.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view version) const;

    /// `current` for people.
    [[nodiscard]] std::string_view shown_current() const;

    [[nodiscard]] std::size_t count(state state) const;
    /// changed, missing, out of order, unfinished, or blocked.
    [[nodiscard]] bool has_problem() const;
    /// Whether a run of `up` would have something to do.
    [[nodiscard]] bool has_pending() const;
};

/// Compares files with the ledger. Pure; both arguments must outlive the result. Content checksums
/// are computed only for files whose raw checksum differs.
history compare(const source& files, const ledger_state& recorded);
history compare(source&&, const ledger_state&) = delete;
history compare(const source&, ledger_state&&) = delete;

} // namespace dunlin::migrator
