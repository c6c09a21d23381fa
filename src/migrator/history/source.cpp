// SPDX-License-Identifier: MIT
#include "format/format.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

const format& format_named(std::string_view name) {
    std::vector<std::string> names;
    for (const format* format : all_formats()) {
        if (format->name() == name) {
            return *format;
        }
        names.emplace_back(format->name());
    }
    const std::string meant = closest_match(name, names);
    throw error(error_kind::config, fmt::format("unknown migration format \"{}\"", name))
        .with_hint(meant.empty() ? fmt::format("formats: {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", meant));
}

/// The one that fits for certain; else dunlin's, and others that are possible are noted.
const format& format_for(const folder& at, source& into) {
    std::vector<const format*> certain;
    for (const format* format : all_formats()) {
        const fit found = format->fits(at);
        if (found == fit::certain) {
            certain.push_back(format);
        } else if (found == fit::possible && format != &dunlin_format()) {
            into.also_fits.emplace_back(format->name());
        }
    }
    if (certain.size() > 1) {
        throw error(error_kind::config,
                    fmt::format("{} fits the formats of both {} and {}", at.path().string(),
                                certain[0]->name(), certain[1]->name()))
            .with_hint(fmt::format("choose one with --source-format {} or --source-format {}",
                                   certain[0]->name(), certain[1]->name()));
    }
    return certain.empty() ? dunlin_format() : *certain.front();
}

void require_path(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        throw error(error_kind::config, fmt::format("no such folder: {}", path.string()))
            .with_hint(
                "name the migrations folder with --migrations DIR, or create it with its first migration: `dunlin migrate new SLUG`");
    }
}

void sort_migrations(source& all) {
    const auto earlier = [&](const migration& a, const migration& b) {
        return compare(all.order, a.version, b.version) < 0;
    };
    for (auto* list : {&all.versioned, &all.baselines}) {
        // Names of one length come in order from the folder.
        if (all.order != version_order::listed &&
            !std::is_sorted(list->begin(), list->end(), earlier)) {
            std::stable_sort(list->begin(), list->end(), earlier);
        }
    }
    std::sort(all.repeatable.begin(), all.repeatable.end(),
              [](const migration& a, const migration& b) { return a.version < b.version; });
}

error duplicate_error(const migration& first, const migration& second) {
    const bool same_text = first.version == second.version;
    return error(error_kind::config,
                 fmt::format("duplicate version {}: {} and {}{}", second.version, first.file->name,
                             second.file->name,
                             same_text ? ""
                                       : fmt::format(" ({} and {} are the same number)",
                                                     first.version, second.version)))
        .with_hint("give the newer migration the next free version")
        .at(second.where(second.up.begin));
}

/// Two migrations of one version.
void refuse_duplicates(const source& in, const std::vector<migration>& list,
                       const read_options& options) {
    std::vector<const migration*> all;
    all.reserve(list.size());
    for (const migration& migration : list) {
        all.push_back(&migration);
    }
    if (in.order == version_order::listed) {
        std::stable_sort(all.begin(), all.end(),
                         [](const auto* a, const auto* b) { return a->version < b->version; });
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (compare(in.order, all[i - 1]->version, all[i]->version) == 0) {
            report_problem(options, duplicate_error(*all[i - 1], *all[i]));
        }
    }
}

bool has_ending(const folder& at, std::string_view ending) {
    return std::any_of(at.items().begin(), at.items().end(), [&](const folder::item& item) {
        return !item.is_folder && item.name.ends_with(ending);
    });
}

/// The first sub-folder with files of an ending; empty: there is none.
std::string folder_with(const folder& at, std::string_view ending) {
    const auto found =
        std::find_if(at.items().begin(), at.items().end(), [&](const folder::item& item) {
            return item.is_folder && has_ending(at.inner(item.name), ending);
        });
    return found == at.items().end() ? "" : (at.path() / found->name).string();
}

void refuse_emptiness(const source& all, const folder& at, std::string_view place) {
    if (!all.versioned.empty() || !all.repeatable.empty() || !all.baselines.empty() ||
        !all.left_out.empty()) {
        return;
    }
    for (const char* ending : {".up.sql", ".sql"}) {
        if (const std::string inner = at.is_file() ? "" : folder_with(at, ending); !inner.empty()) {
            throw error(error_kind::config, fmt::format("no migrations in {}: its {} files are in "
                                                        "sub-folders",
                                                        place, ending))
                .with_hint(fmt::format(
                    "name the sub-folder, for example with `--migrations {}`, or move the files up",
                    inner));
        }
    }
    throw error(error_kind::config, fmt::format("no migrations in {}", place))
        .with_hint("create the first one with `dunlin migrate new SLUG`");
}

source read_folder(const folder& at, const read_options& options, std::string_view place) {
    source all;
    const format& reader =
        options.format.empty() ? format_for(at, all) : format_named(options.format);
    all.format = reader.name();
    bool sound = true;
    read_options noticed = options;
    if (options.on_problem) {
        noticed.on_problem = [&](const error& problem) {
            sound = false;
            options.on_problem(problem);
        };
    }
    read_part(noticed, [&] { reader.read(at, noticed, all); });
    sort_migrations(all);
    if (!options.accepts_duplicates) {
        refuse_duplicates(all, all.versioned, noticed);
        refuse_duplicates(all, all.baselines, noticed);
    }
    if (sound) {
        refuse_emptiness(all, at, place);
    }
    return all;
}

} // namespace

std::strong_ordering compare(version_order order, std::string_view left, std::string_view right) {
    if (order == version_order::numeric && is_version(left) && is_version(right)) {
        return compare_versions(left, right);
    }
    return left.compare(right) <=> 0;
}

const migration* source::find(std::string_view version) const {
    const auto in = [&](const std::vector<migration>& list) {
        const auto found = std::find_if(list.begin(), list.end(), [&](const migration& migration) {
            return compare(order, migration.version, version) == 0;
        });
        return found == list.end() ? nullptr : &*found;
    };
    const migration* found = in(versioned);
    return found != nullptr ? found : in(repeatable);
}

source read_source(const fs::path& path, const read_options& options) {
    require_path(path);
    return read_folder(folder(path), options, path.string());
}

source read_source(const std::vector<source_file>& files, const read_options& options) {
    return read_folder(folder(files), options, "the program");
}

} // namespace dunlin::migrator
