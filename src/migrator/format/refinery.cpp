// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/never_run.hpp"
#include "format/numbered.hpp"
#include "format/refinery_checksum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

namespace dunlin::migrator {
namespace {

struct file_name {
    bool any_order = false;
    std::string_view version; ///< digits, perhaps with a dot
    std::string_view name;
    bool rust = false;
};

bool is_word(unsigned char c) noexcept {
    return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
}

/// V1__name.sql, U1__name.sql, and the same with .rs.
std::optional<file_name> read_name(std::string_view text) {
    const bool rust = text.ends_with(".rs");
    if ((!rust && !text.ends_with(".sql")) || (text[0] != 'V' && text[0] != 'U')) {
        return std::nullopt;
    }
    const std::string_view stem = without_suffix(text.substr(1), rust ? ".rs" : ".sql");
    const std::size_t end = std::min(stem.find_first_not_of("0123456789."), stem.size());
    const std::string_view name = stem.substr(end);
    if (end == 0 || stem[0] == '.' || stem[end - 1] == '.' ||
        std::count(stem.begin(), stem.begin() + static_cast<std::ptrdiff_t>(end), '.') > 1 ||
        !name.starts_with("__") || name.size() == 2 ||
        !std::all_of(name.begin(), name.end(), is_word)) {
        return std::nullopt;
    }
    return file_name{text[0] == 'U', stem.substr(0, end), name.substr(2), rust};
}

migration read_one(const folder& at, const std::string& path, const file_name& from) {
    migration migration;
    migration.version = as_number(from.version);
    if (migration.version.empty()) {
        throw error(error_kind::config,
                    fmt::format("refinery refuses the version {}", from.version))
            .with_hint("versions are whole numbers: V1__name.sql")
            .at({(at.path() / path).string(), 0, 0, ""});
    }
    migration.name = from.name;
    migration.description = words_of(from.name);
    migration.file = at.read(path);
    migration.any_order = from.any_order;
    if (from.rust) {
        migration.needs_tool = "it is written in Rust";
    } else {
        migration.up = {0, migration.file->text.size()};
        migration.up.options.honours_blocks = true;
        migration.up.options.keeps_session = true;
        const std::int64_t number = std::stoll(migration.version);
        const bool wide = number > std::numeric_limits<std::int32_t>::max();
        for (const bool eight_bytes : {wide, !wide}) {
            migration.tool_checksums.push_back("refinery:" + refinery_checksum(from.name, number,
                                                                               migration.file->text,
                                                                               eight_bytes));
        }
    }
    compute_checksum(migration);
    return migration;
}

/// refinery: refinery_core/src/util.rs. Folders within are looked into as well.
class refinery_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "refinery"; }

    /// V1__x.sql is Flyway's too; a migration in Rust is not.
    [[nodiscard]] fit fits(const folder& at) const override {
        fit found = fit::none;
        for (const folder::item& item : at.items()) {
            const auto name = item.is_folder ? std::nullopt : read_name(item.name);
            if (name && name->rust) {
                return fit::certain;
            }
            found = name ? fit::possible : found;
        }
        return found;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        read_folder(at, at, "", options, into);
    }

private:
    static void read_folder(const folder& top, const folder& at, const std::string& prefix,
                            const read_options& options, source& into) {
        for (const folder::item& item : at.items()) {
            const auto name = item.is_folder ? std::nullopt : read_name(item.name);
            if (item.is_folder) {
                read_folder(top, at.inner(item.name), prefix + item.name + "/", options, into);
            } else if (name) {
                read_part(options, [&] {
                    into.versioned.push_back(read_one(top, prefix + item.name, *name));
                });
            } else {
                note_never_run(at, item, into);
            }
        }
    }
};

} // namespace

const format& refinery_format() {
    static const refinery_folder reader;
    return reader;
}

} // namespace dunlin::migrator
