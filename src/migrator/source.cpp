// SPDX-License-Identifier: MIT
#include "format/format.hpp"

#include <dunlin/base/nearest.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

const format& format_named(std::string_view name) {
    std::vector<std::string> names;
    for (const format* each : all_formats()) {
        if (each->name() == name) {
            return *each;
        }
        names.emplace_back(each->name());
    }
    const std::string meant = nearest(name, names);
    throw error(error_kind::config, fmt::format("unknown migration format \"{}\"", name))
        .with_hint(meant.empty() ? fmt::format("formats: {}", fmt::join(names, ", "))
                                 : fmt::format("did you mean {}?", meant));
}

const format& format_for(const fs::path& path) {
    for (const format* each : all_formats()) {
        if (each->is_default_for(path)) {
            return *each;
        }
    }
    return dunlin_format();
}

void require_path(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) {
        throw error(error_kind::config, fmt::format("no such folder: {}", path.string()))
            .with_hint("name the folder of the migrations with --migrations DIR, or make it and "
                       "its first migration with: dunlin migrate new SLUG");
    }
}

void put_in_order(source& all) {
    std::stable_sort(all.versioned.begin(), all.versioned.end(),
                     [](const migration& a, const migration& b) {
                         return compare_versions(a.version, b.version) < 0;
                     });
    std::sort(all.repeatable.begin(), all.repeatable.end(),
              [](const migration& a, const migration& b) { return a.version < b.version; });
    refuse_duplicates(all.versioned);
}

void refuse_emptiness(const source& all, std::string_view where) {
    if (all.versioned.empty() && all.repeatable.empty()) {
        throw error(error_kind::config, fmt::format("no migrations in {}", where))
            .with_hint("make the first one with: dunlin migrate new SLUG");
    }
}

} // namespace

const migration* source::find(std::string_view version) const {
    if (!is_version(version)) {
        const auto found = std::find_if(repeatable.begin(), repeatable.end(),
                                        [&](const migration& m) { return m.version == version; });
        return found == repeatable.end() ? nullptr : &*found;
    }
    const auto found = std::lower_bound(
        versioned.begin(), versioned.end(), version,
        [](const migration& m, std::string_view v) { return compare_versions(m.version, v) < 0; });
    const bool equal = found != versioned.end() && compare_versions(found->version, version) == 0;
    return equal ? &*found : nullptr;
}

void refuse_duplicates(const std::vector<migration>& versioned) {
    const auto twin = std::adjacent_find(versioned.begin(), versioned.end(),
                                         [](const migration& a, const migration& b) {
                                             return compare_versions(a.version, b.version) == 0;
                                         });
    if (twin == versioned.end()) {
        return;
    }
    const migration& first = *twin;
    const migration& second = *(twin + 1);
    const bool same_text = first.version == second.version;
    throw error(error_kind::config,
                fmt::format("version {} is there twice: {} and {}{}", second.version,
                            first.file->name, second.file->name,
                            same_text ? ""
                                      : fmt::format(" ({} and {} are the same number)",
                                                    first.version, second.version)))
        .with_hint("give the newer one the next free version")
        .at(second.where(second.up.begin));
}

source read_source(const fs::path& path, std::string_view format_name) {
    require_path(path);
    const format& reader = format_name.empty() ? format_for(path) : format_named(format_name);
    source all;
    all.format = reader.name();
    reader.read(path, all);
    put_in_order(all);
    refuse_emptiness(all, path.string());
    return all;
}

source read_source(const std::vector<source_file>& files, std::string_view format_name) {
    const format& reader = format_name.empty() ? dunlin_format() : format_named(format_name);
    if (&reader != &dunlin_format()) {
        throw error(
            error_kind::config,
            fmt::format("embedded migrations cannot be read in the format \"{}\"", format_name))
            .with_hint("embed them in dunlin's own format, or read them from a folder");
    }
    source all;
    all.format = reader.name();
    read_dunlin_files(files, all);
    put_in_order(all);
    refuse_emptiness(all, "the program");
    return all;
}

} // namespace dunlin::migrator
