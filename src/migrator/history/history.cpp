// SPDX-License-Identifier: MIT
#include "history/renumbered.hpp"

#include <algorithm>
#include <map>

namespace dunlin::migrator {
namespace {

using row_list = std::vector<const ledger_row*>;

bool is_baseline(const ledger_row& row) {
    return row.kind == "baseline";
}

struct key_less {
    version_order order = version_order::numeric;
    bool operator()(std::string_view a, std::string_view b) const {
        return compare(order, a, b) < 0;
    }
};

/// What the ledger says, in the order of the files.
struct sorted_ledger {
    row_list versioned;
    row_list repeatable;
    std::map<std::string_view, direction, key_less> unfinished;
};

sorted_ledger sort(const ledger_state& recorded, version_order order) {
    sorted_ledger sorted{{}, {}, std::map<std::string_view, direction, key_less>(key_less{order})};
    for (const ledger_row& row : recorded.rows) {
        (row.kind == "repeatable" ? sorted.repeatable : sorted.versioned).push_back(&row);
    }
    const auto earlier = [&](const ledger_row* a, const ledger_row* b) {
        return order == version_order::listed ? a->rank < b->rank
                                              : compare(order, a->version, b->version) < 0;
    };
    // Mostly the table has them in the order in which they were applied.
    if (!std::is_sorted(sorted.versioned.begin(), sorted.versioned.end(), earlier)) {
        std::sort(sorted.versioned.begin(), sorted.versioned.end(), earlier);
    }
    std::sort(sorted.repeatable.begin(), sorted.repeatable.end(),
              [](const auto* a, const auto* b) { return a->version < b->version; });
    for (const step_row& step : recorded.steps) {
        sorted.unfinished.emplace(step.version, step.direction);
    }
    return sorted;
}

state compare_checksums(const migration& file, const ledger_row& row) {
    if (row.checksum.empty() || file.has_checksum(row.checksum)) {
        return state::applied;
    }
    const bool same =
        !row.content_checksum.empty() && row.content_checksum == file.content_checksum();
    const bool may_change = file.kind == migration_kind::repeatable || file.runs_on_change;
    return same ? state::cosmetic : may_change ? state::outdated : state::changed;
}

entry pair_up(const migration* file, const ledger_row* row, const sorted_ledger& recorded) {
    entry entry;
    entry.file = file;
    entry.row = row;
    entry.kind = file != nullptr             ? file->kind
                 : row->kind == "repeatable" ? migration_kind::repeatable
                                             : migration_kind::versioned;
    entry.version = file != nullptr ? std::string_view(file->version) : row->version;
    entry.description = file != nullptr ? std::string_view(file->description) : row->description;
    const auto stopped =
        recorded.unfinished.find(row != nullptr ? std::string_view(row->version) : entry.version);
    if (stopped != recorded.unfinished.end()) {
        entry.state = state::unfinished;
        entry.direction = stopped->second;
    } else if (row != nullptr && is_baseline(*row)) {
        entry.state = state::baseline;
    } else if (file == nullptr) {
        entry.state = state::missing;
    } else if (row != nullptr) {
        entry.state = compare_checksums(*file, *row);
    }
    return entry;
}

/// Walks both lists, which are sorted alike, and pairs what is equal.
template <class Compare>
void merge(const std::vector<migration>& files, const row_list& rows, Compare order,
           const sorted_ledger& recorded, std::vector<entry>& into) {
    auto file = files.begin();
    auto row = rows.begin();
    while (file != files.end() || row != rows.end()) {
        const bool file_left = file != files.end();
        const bool row_left = row != rows.end();
        const auto comparison = !file_left  ? std::strong_ordering::greater
                                : !row_left ? std::strong_ordering::less
                                            : order(file->version, (*row)->version);
        const migration* paired_file = comparison <= 0 ? &*file++ : nullptr;
        const ledger_row* paired_row = comparison >= 0 ? *row++ : nullptr;
        into.push_back(pair_up(paired_file, paired_row, recorded));
    }
}

/// Where the files list the order: by key; a row without a file follows the one applied before it.
void merge_listed(const std::vector<migration>& files, const std::vector<migration>& left_out,
                  const row_list& rows, const sorted_ledger& recorded, std::vector<entry>& into) {
    std::map<std::string_view, const ledger_row*> by_key;
    for (const ledger_row* row : rows) {
        by_key.emplace(row->version, row);
    }
    for (const migration& file : files) {
        const auto row = by_key.find(file.version);
        into.push_back(pair_up(&file, row == by_key.end() ? nullptr : row->second, recorded));
        if (row != by_key.end()) {
            by_key.erase(row);
        }
    }
    for (const ledger_row* row : rows) {
        if (!by_key.contains(row->version)) {
            continue;
        }
        const auto before = std::find_if(into.rbegin(), into.rend(), [&](const entry& entry) {
            return entry.row != nullptr && entry.row->rank < row->rank;
        });
        const auto known =
            std::find_if(left_out.begin(), left_out.end(), [&](const migration& migration) {
                return migration.version == row->version;
            });
        const migration* file = known == left_out.end() ? nullptr : &*known;
        into.insert(before.base(), pair_up(file, row, recorded));
    }
}

/// Versions that have not run: those at or below the baseline never will, those below an applied
/// one are late, unless their format knows no order.
void judge_pending(std::vector<entry>& entries) {
    const auto last = [&](auto&& fits) {
        const auto found = std::find_if(entries.rbegin(), entries.rend(), fits);
        return static_cast<std::size_t>(entries.rend() - found);
    };
    const auto newest = last([](const entry& entry) { return entry.row != nullptr; });
    const auto baseline =
        last([](const entry& entry) { return entry.row != nullptr && is_baseline(*entry.row); });
    for (std::size_t i = 0; i < newest; ++i) {
        entry& entry = entries[i];
        if (entry.row == nullptr && entry.state == state::pending) {
            entry.state = i < baseline            ? state::baseline
                          : entry.file->any_order ? state::pending
                                                  : state::out_of_order;
        }
    }
}

/// On a database without history the highest baseline replaces all versions up to its own.
void apply_baseline(const source& files, const sorted_ledger& recorded,
                    std::vector<entry>& entries) {
    if (files.baselines.empty() || !recorded.versioned.empty()) {
        return;
    }
    const migration& highest = files.baselines.back();
    auto at = entries.begin();
    for (; at != entries.end() && compare(files.order, at->version, highest.version) <= 0; ++at) {
        at->state = state::baseline;
    }
    if (at != entries.begin() && compare(files.order, (at - 1)->version, highest.version) == 0) {
        at = entries.erase(at - 1);
    }
    entries.insert(at, pair_up(&highest, nullptr, recorded));
}

/// Steps of a migration that has neither a file nor a row any more.
void add_orphans(const sorted_ledger& recorded, version_order order, std::vector<entry>& into) {
    const std::size_t known = into.size();
    for (const auto& [version, direction] : recorded.unfinished) {
        const bool seen =
            std::any_of(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(known),
                        [&, &wanted = version](const entry& entry) {
                            return compare(order, entry.version, wanted) == 0;
                        });
        if (!seen) {
            entry entry;
            entry.version = version;
            entry.kind =
                version.starts_with("R__") ? migration_kind::repeatable : migration_kind::versioned;
            entry.state = state::unfinished;
            entry.direction = direction;
            into.push_back(entry);
        }
    }
}

std::strong_ordering compare_names(std::string_view a, std::string_view b) {
    return a.compare(b) <=> 0;
}

} // namespace

std::string_view to_string(state state) noexcept {
    switch (state) {
    case state::applied:
        return "applied";
    case state::pending:
        return "pending";
    case state::out_of_order:
        return "out_of_order";
    case state::changed:
        return "changed";
    case state::cosmetic:
        return "cosmetic";
    case state::missing:
        return "missing";
    case state::unfinished:
        return "unfinished";
    case state::outdated:
        return "outdated";
    case state::baseline:
        return "baseline";
    }
    return "pending";
}

std::string_view history::shown_current() const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const entry& entry) {
        return entry.row != nullptr && entry.row->version == current;
    });
    return found == entries.end() ? current : found->shown_version();
}

std::size_t history::count(state state) const {
    return static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [&](const entry& entry) { return entry.state == state; }));
}

std::optional<std::size_t> history::find(std::string_view version) const {
    const auto among = [&](auto&& fits) -> std::optional<std::size_t> {
        const auto found = std::find_if(entries.begin(), entries.end(), [&](const entry& entry) {
            return entry.kind == migration_kind::versioned && fits(entry);
        });
        return found == entries.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - entries.begin()));
    };
    const auto by_key =
        among([&](const entry& entry) { return compare(order, entry.version, version) == 0; });
    return by_key ? by_key : among([&](const entry& entry) {
        return entry.file != nullptr && !entry.file->name.empty() && entry.file->name == version;
    });
}

bool history::has_problem() const {
    return !blocked.empty() || std::any_of(entries.begin(), entries.end(), [](const entry& entry) {
        return entry.state == state::changed || entry.state == state::missing ||
               entry.state == state::out_of_order || entry.state == state::unfinished;
    });
}

bool history::has_pending() const {
    return std::any_of(entries.begin(), entries.end(), [](const entry& entry) {
        return entry.state == state::pending || entry.state == state::outdated ||
               entry.state == state::unfinished || entry.state == state::out_of_order;
    });
}

history compare(const source& files, const ledger_state& recorded) {
    const sorted_ledger sorted = sort(recorded, files.order);
    history history;
    history.order = files.order;
    history.blocked = recorded.blocked;
    history.entries.reserve(std::max(files.versioned.size(), sorted.versioned.size()) +
                            files.repeatable.size());
    if (files.order == version_order::listed) {
        merge_listed(files.versioned, files.left_out, sorted.versioned, sorted, history.entries);
    } else {
        const auto order = [&](std::string_view a, std::string_view b) {
            return compare(files.order, a, b);
        };
        merge(files.versioned, sorted.versioned, order, sorted, history.entries);
    }
    apply_baseline(files, sorted, history.entries);
    judge_pending(history.entries);
    find_renumbered(history.entries);
    const auto newest = std::find_if(history.entries.rbegin(), history.entries.rend(),
                                     [](const entry& entry) { return entry.row != nullptr; });
    history.current =
        newest != history.entries.rend() ? std::string_view(newest->row->version) : "";
    merge(files.repeatable, sorted.repeatable, compare_names, sorted, history.entries);
    add_orphans(sorted, files.order, history.entries);
    return history;
}

} // namespace dunlin::migrator
