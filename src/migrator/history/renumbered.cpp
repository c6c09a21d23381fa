// SPDX-License-Identifier: MIT
#include "history/renumbered.hpp"

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_pending_file(const entry& entry) {
    return entry.kind == migration_kind::versioned && entry.row == nullptr &&
           (entry.state == state::pending || entry.state == state::out_of_order);
}

/// Null when no entry fits, or several do.
template <class Fits> entry* find_only(std::vector<entry>& entries, Fits fits) {
    const auto first = std::find_if(entries.begin(), entries.end(), fits);
    if (first == entries.end() || std::find_if(first + 1, entries.end(), fits) != entries.end()) {
        return nullptr;
    }
    return &*first;
}

} // namespace

bool has_content_of(const migration& file, const ledger_row& row) {
    const bool same_bytes =
        !row.checksum.empty() && (row.checksum == file.checksum ||
                                  std::find(file.tool_checksums.begin(), file.tool_checksums.end(),
                                            row.checksum) != file.tool_checksums.end());
    return same_bytes ||
           (!row.content_checksum.empty() && row.content_checksum == file.content_checksum());
}

void find_renumbered(std::vector<entry>& entries) {
    // Changed: after a merge another file may have the version.
    const auto has_lost_its_file = [](const entry& entry) {
        return entry.kind == migration_kind::versioned &&
               (entry.state == state::missing || entry.state == state::changed);
    };
    for (entry& gone : entries) {
        if (!has_lost_its_file(gone)) {
            continue;
        }
        entry* file = find_only(entries, [&](const entry& candidate) {
            return is_pending_file(candidate) && has_content_of(*candidate.file, *gone.row);
        });
        const bool is_its_only_row =
            file != nullptr && find_only(entries, [&](const entry& other) {
                                   return has_lost_its_file(other) &&
                                          has_content_of(*file->file, *other.row);
                               }) != nullptr;
        if (is_its_only_row) {
            gone.renumbered_to = file->file;
            file->renumbered_from = gone.row;
        }
    }
}

} // namespace dunlin::migrator
