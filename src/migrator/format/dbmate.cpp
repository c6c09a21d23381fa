// SPDX-License-Identifier: MIT
#include "format/dbmate_blocks.hpp"
#include "format/format.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// The digits that a name begins with are the version, as text: leading zeros count.
std::string_view version_of(std::string_view name) {
    return name.substr(0, std::min(name.find_first_not_of("0123456789"), name.size()));
}

std::string describe(std::string_view name, std::string_view version) {
    std::string_view rest = without_suffix(name.substr(version.size()), ".sql");
    rest.remove_prefix(std::min(rest.find_first_not_of("_-"), rest.size()));
    return words_of(rest);
}

migration read_one(const folder& at, const std::string& name) {
    migration migration;
    migration.version = version_of(name);
    migration.description = describe(name, migration.version);
    migration.file = at.read(name);
    const auto blocks = read_dbmate(*migration.file);
    migration.up = join_blocks(blocks, true);
    migration.down = join_blocks(blocks, false);
    migration.any_order = true;
    compute_checksum(migration);
    return migration;
}

/// dbmate: pkg/dbmate/migration.go and db.go.
class dbmate_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "dbmate"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return has_file_with_text(at, ".sql", has_dbmate_directive) ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        for (const folder::item& item : at.items()) {
            if (!item.is_folder && item.name.ends_with(".sql") && !version_of(item.name).empty()) {
                read_part(options, [&] { into.versioned.push_back(read_one(at, item.name)); });
            } else {
                note_never_run(at, item, into);
            }
        }
        // Their order is that of the file names, which is nearly always that of the versions.
        const bool same = std::is_sorted(
            into.versioned.begin(), into.versioned.end(),
            [](const migration& a, const migration& b) { return a.version < b.version; });
        into.order = same ? version_order::lexical : version_order::listed;
    }
};

} // namespace

const format& dbmate_format() {
    static const dbmate_folder reader;
    return reader;
}

} // namespace dunlin::migrator
