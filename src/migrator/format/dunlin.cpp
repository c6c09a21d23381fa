// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/header.hpp"
#include "format/lines.hpp"
#include "format/never_run.hpp"
#include "format/sections.hpp"

#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

std::string description_of(std::string_view slug) {
    std::string text(slug);
    std::replace(text.begin(), text.end(), '_', ' ');
    std::replace(text.begin(), text.end(), '-', ' ');
    return text;
}

bool is_slug(std::string_view text) {
    return !text.empty() && text.find('.') == std::string_view::npos;
}

struct file_name {
    std::string version; ///< or "R__slug"
    std::string_view slug;
    migration_kind kind = migration_kind::versioned;
};

std::optional<file_name> read_name(std::string_view stem) {
    if (stem.starts_with("R__") && is_slug(stem.substr(3))) {
        return file_name{std::string(stem), stem.substr(3), migration_kind::repeatable};
    }
    const std::size_t underscore = stem.find('_');
    if (underscore == std::string_view::npos || !is_version(stem.substr(0, underscore)) ||
        !is_slug(stem.substr(underscore + 1))) {
        return std::nullopt;
    }
    std::string_view slug = stem.substr(underscore + 1);
    slug.remove_prefix(std::min(slug.find_first_not_of('_'), slug.size()));
    return file_name{std::string(stem.substr(0, underscore)), slug, migration_kind::versioned};
}

bool has_version_line(std::string_view text) {
    for (comment_lines at(text); at.next();) {
        const header_kind kind = read_header(at.line()).kind;
        if (kind == header_kind::version || kind == header_kind::misspelled) {
            return true;
        }
    }
    return false;
}

/// darwin's projects have a seed.sql beside the document.
std::string naming_hint(const folder& at) {
    constexpr auto document = "migrate.sql";
    if (at.has(document) && has_version_line(at.read(document)->text)) {
        return fmt::format("to read only the document of darwin, name it: `-m {}`",
                           (at.path() / document).string());
    }
    return "name it VERSION_slug.sql (1.02_create_widgets.sql) or R__slug.sql, or move it out of "
           "the folder";
}

void read_one(const folder& at, const std::string& file_name, const read_options& options,
              source& into) {
    const auto file = at.read(file_name);
    const std::string stem = fs::path(file_name).stem().string();
    if (const auto name = read_name(stem)) {
        auto& list = name->kind == migration_kind::repeatable ? into.repeatable : into.versioned;
        list.push_back(
            read_single(file, name->version, description_of(name->slug), name->kind, options));
        return;
    }
    if (!has_version_line(file->text)) {
        throw error(error_kind::config,
                    "the name is not that of a migration, and the file has no -- Version: line")
            .with_hint(naming_hint(at))
            .at({file->name, 0, 0, ""});
    }
    for (auto& migration : read_document(file, document_rules::dunlin, options)) {
        into.versioned.push_back(std::move(migration));
    }
}

class dunlin_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "dunlin"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return at.is_file() ? fit::none : fit::possible;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        for (const folder::item& item : at.items()) {
            if (item.name.ends_with(".sql") && !item.is_folder) {
                read_part(options, [&] { read_one(at, item.name, options, into); });
            } else {
                note_never_run(at, item, into);
            }
        }
        std::sort(into.never_run.begin(), into.never_run.end());
    }
};

} // namespace

const format& dunlin_format() {
    static const dunlin_folder reader;
    return reader;
}

} // namespace dunlin::migrator
