// SPDX-License-Identifier: MIT
#include <dunlin/migrator/history.hpp>
#include <dunlin/migrator/version.hpp>

#include <algorithm>
#include <map>

namespace dunlin::migrator {
namespace {

using row_list = std::vector<const ledger_row*>;

bool is_baseline(const ledger_row& row) {
    return row.kind == "baseline";
}

/// Versions by number, and all of them before the names of repeatable ones.
struct key_less {
    bool operator()(std::string_view a, std::string_view b) const noexcept {
        return is_version(a) && is_version(b) ? compare_versions(a, b) < 0 : a < b;
    }
};

/// What the ledger says, in the order of the files.
struct sorted_ledger {
    row_list versioned;
    row_list repeatable;
    const ledger_row* newest = nullptr;   ///< the highest version that counts as applied
    const ledger_row* baseline = nullptr; ///< the highest
    std::map<std::string_view, direction, key_less> unfinished;
};

sorted_ledger sort(const ledger_state& recorded) {
    sorted_ledger sorted;
    for (const ledger_row& row : recorded.rows) {
        (row.kind == "repeatable" ? sorted.repeatable : sorted.versioned).push_back(&row);
    }
    std::sort(sorted.versioned.begin(), sorted.versioned.end(), [](const auto* a, const auto* b) {
        return compare_versions(a->version, b->version) < 0;
    });
    std::sort(sorted.repeatable.begin(), sorted.repeatable.end(),
              [](const auto* a, const auto* b) { return a->version < b->version; });
    for (const ledger_row* row : sorted.versioned) {
        sorted.newest = row;
        sorted.baseline = is_baseline(*row) ? row : sorted.baseline;
    }
    for (const step_row& step : recorded.steps) {
        sorted.unfinished.emplace(step.version, step.way);
    }
    return sorted;
}

state compare_checksums(const migration& file, const ledger_row& row, state when_changed) {
    if (row.checksum.empty() || row.checksum == file.checksum) {
        return state::applied;
    }
    const bool same =
        !row.content_checksum.empty() && row.content_checksum == file.content_checksum();
    return same ? state::cosmetic : when_changed;
}

state state_without_row(const migration& file, const sorted_ledger& recorded) {
    if (recorded.baseline != nullptr &&
        compare_versions(file.version, recorded.baseline->version) <= 0) {
        return state::baseline;
    }
    const bool late =
        recorded.newest != nullptr && compare_versions(file.version, recorded.newest->version) < 0;
    return late ? state::out_of_order : state::pending;
}

entry pair_up(const migration* file, const ledger_row* row, const sorted_ledger& recorded) {
    entry made;
    made.file = file;
    made.row = row;
    made.kind = file != nullptr             ? file->kind
                : row->kind == "repeatable" ? migration_kind::repeatable
                                            : migration_kind::versioned;
    made.version = file != nullptr ? std::string_view(file->version) : row->version;
    made.description = file != nullptr ? std::string_view(file->description) : row->description;
    const bool repeatable = made.kind == migration_kind::repeatable;
    const auto stopped =
        recorded.unfinished.find(row != nullptr ? std::string_view(row->version) : made.version);
    if (stopped != recorded.unfinished.end()) {
        made.where = state::unfinished;
        made.way = stopped->second;
    } else if (row != nullptr && is_baseline(*row)) {
        made.where = state::baseline;
    } else if (file == nullptr) {
        made.where = state::missing;
    } else if (row == nullptr) {
        made.where = repeatable ? state::pending : state_without_row(*file, recorded);
    } else {
        made.where = compare_checksums(*file, *row, repeatable ? state::outdated : state::changed);
    }
    return made;
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
        const auto which = !file_left  ? std::strong_ordering::greater
                           : !row_left ? std::strong_ordering::less
                                       : order(file->version, (*row)->version);
        const migration* taken_file = which <= 0 ? &*file++ : nullptr;
        const ledger_row* taken_row = which >= 0 ? *row++ : nullptr;
        into.push_back(pair_up(taken_file, taken_row, recorded));
    }
}

/// Steps of a migration that has neither a file nor a row any more.
void add_orphans(const sorted_ledger& recorded, std::vector<entry>& into) {
    const std::size_t known = into.size();
    for (const auto& [version, way] : recorded.unfinished) {
        const bool seen = std::any_of(
            into.begin(), into.begin() + static_cast<std::ptrdiff_t>(known),
            [&](const entry& each) {
                return !key_less()(each.version, version) && !key_less()(version, each.version);
            });
        if (!seen) {
            entry made;
            made.version = version;
            made.kind =
                is_version(version) ? migration_kind::versioned : migration_kind::repeatable;
            made.where = state::unfinished;
            made.way = way;
            into.push_back(made);
        }
    }
}

std::strong_ordering compare_names(std::string_view a, std::string_view b) {
    return a.compare(b) <=> 0;
}

} // namespace

std::string_view to_string(state where) noexcept {
    switch (where) {
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

std::size_t history::count(state where) const {
    return static_cast<std::size_t>(std::count_if(
        entries.begin(), entries.end(), [&](const entry& each) { return each.where == where; }));
}

bool history::has_problem() const {
    return std::any_of(entries.begin(), entries.end(), [](const entry& each) {
        return each.where == state::changed || each.where == state::missing ||
               each.where == state::out_of_order || each.where == state::unfinished;
    });
}

bool history::has_pending() const {
    return std::any_of(entries.begin(), entries.end(), [](const entry& each) {
        return each.where == state::pending || each.where == state::outdated ||
               each.where == state::unfinished || each.where == state::out_of_order;
    });
}

history compare(const source& files, const ledger_state& recorded) {
    const sorted_ledger sorted = sort(recorded);
    history made;
    made.entries.reserve(std::max(files.versioned.size(), sorted.versioned.size()) +
                         files.repeatable.size());
    merge(files.versioned, sorted.versioned, compare_versions, sorted, made.entries);
    merge(files.repeatable, sorted.repeatable, compare_names, sorted, made.entries);
    add_orphans(sorted, made.entries);
    made.current = sorted.newest != nullptr ? std::string_view(sorted.newest->version) : "";
    return made;
}

} // namespace dunlin::migrator
