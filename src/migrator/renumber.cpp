// SPDX-License-Identifier: MIT
#include "format/header.hpp"
#include "format/lines.hpp"

#include <dunlin/base/file.hpp>
#include <dunlin/migrator/renumber.hpp>
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

bool is_called(const migration& migration, std::string_view name) {
    const fs::path path(migration.file->name);
    return path.filename() == name || path.lexically_normal() == fs::path(name).lexically_normal();
}

[[noreturn]] void fail_several(std::string_view version,
                               const std::vector<const migration*>& found) {
    std::string names;
    for (const migration* migration : found) {
        names += (names.empty() ? "" : ", ") + migration->file->name;
    }
    throw error(error_kind::usage,
                fmt::format("{} files have version {}: {}", found.size(), version, names))
        .with_hint("name the file instead of the version");
}

/// All versioned ones but one.
source without(const source& files, const migration& left_out) {
    source others;
    others.format = files.format;
    others.order = files.order;
    for (const migration& migration : files.versioned) {
        if (&migration != &left_out) {
            others.versioned.push_back(migration);
        }
    }
    return others;
}

void refuse_format(const source& files, const migration& migration) {
    if (!is_writable_format(files.format)) {
        throw error(error_kind::config,
                    fmt::format("this folder is in {} format, in which dunlin cannot renumber "
                                "migrations",
                                files.format))
            .with_hint("rename the file by hand");
    }
    const auto count =
        std::count_if(files.versioned.begin(), files.versioned.end(),
                      [&](const auto& other) { return other.file == migration.file; });
    if (count > 1) {
        throw error(error_kind::config,
                    fmt::format("{} contains {} migrations", migration.file->name, count))
            .with_hint("change its -- Version: lines by hand");
    }
}

/// The path with another version at the beginning of the file's name.
fs::path renamed(const fs::path& path, const std::string& old_version,
                 const std::string& new_version) {
    std::string name = path.filename().string();
    const std::size_t at = name.find(old_version);
    if (at == std::string::npos) {
        throw error(error_kind::config,
                    fmt::format("the name of {} does not contain its version {}", path.string(),
                                old_version))
            .with_hint("rename the file by hand");
    }
    return path.parent_path() / name.replace(at, old_version.size(), new_version);
}

/// The text with another version in its header; none when it has no header.
std::optional<std::string> with_version(const std::string& text, const std::string& version) {
    for (comment_lines at(text); at.next();) {
        const header header = read_header(at.line());
        if (header.kind == header_kind::version) {
            std::string changed = text;
            changed.replace(static_cast<std::size_t>(header.value.data() - text.data()),
                            header.value.size(), version);
            return changed;
        }
    }
    return std::nullopt;
}

void rename_file(const renamed_file& file) {
    std::error_code problem;
    if (file.text) {
        if (!write_new_file(file.to, *file.text)) {
            problem = std::make_error_code(std::errc::file_exists);
        } else {
            fs::remove(file.from, problem);
        }
    } else {
        fs::rename(file.from, file.to, problem);
    }
    if (problem) {
        throw error(error_kind::failed,
                    fmt::format("cannot rename {} to {}: {}", file.from.string(), file.to.string(),
                                problem.message()));
    }
}

} // namespace

const migration& find_versioned(const source& files, std::string_view version_or_file) {
    std::vector<const migration*> found;
    for (const migration& migration : files.versioned) {
        if (is_called(migration, version_or_file)) {
            return migration;
        }
        if (compare(files.order, migration.version, version_or_file) == 0) {
            found.push_back(&migration);
        }
    }
    if (found.size() > 1) {
        fail_several(version_or_file, found);
    }
    if (!found.empty()) {
        return *found.front();
    }
    if (files.find(version_or_file) != nullptr) {
        throw error(error_kind::usage,
                    fmt::format("{} is repeatable: it has no version", version_or_file));
    }
    throw error(error_kind::not_found,
                fmt::format("no migration has the version or file name {}", version_or_file))
        .with_hint("run `dunlin migrate check` to see which files are read");
}

renumbering plan_renumbering(const source& files, const migration& migration) {
    refuse_format(files, migration);
    const source others = without(files, migration);
    renumbering plan;
    plan.old_version = written_version(migration);
    plan.new_version = plan.old_version;
    if (others.versioned.empty() ||
        compare(files.order, others.versioned.back().version, migration.version) < 0) {
        return plan;
    }
    plan.new_version = next_version(others);
    const bool has_header = files.format == "dunlin";
    plan.files.push_back(
        {migration.file->name, renamed(migration.file->name, plan.old_version, plan.new_version),
         has_header ? with_version(migration.file->text, plan.new_version) : std::nullopt});
    if (migration.down && migration.down->file && migration.down->file != migration.file) {
        const std::string& name = migration.down->file->name;
        plan.files.push_back({name, renamed(name, plan.old_version, plan.new_version)});
    }
    return plan;
}

void rename_files(const renumbering& renumbering) {
    for (const renamed_file& file : renumbering.files) {
        if (fs::exists(file.to)) {
            throw error(error_kind::refused, fmt::format("{} already exists", file.to.string()));
        }
    }
    for (const renamed_file& file : renumbering.files) {
        rename_file(file);
    }
}

bool is_recorded(const database_status& status, const migration& migration) {
    const version_order order = status.files.order;
    const auto is_it = [&](std::string_view version) {
        return compare(order, version, migration.version) == 0;
    };
    const auto& steps = status.recorded.steps;
    if (std::any_of(steps.begin(), steps.end(),
                    [&](const step_row& step) { return is_it(step.version); })) {
        return true;
    }
    const auto& rows = status.recorded.rows;
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const ledger_row& candidate) {
        return is_it(candidate.version);
    });
    if (row == rows.end() || has_content_of(migration, *row)) {
        return row != rows.end();
    }
    const auto& files = status.files.versioned;
    return std::none_of(files.begin(), files.end(), [&](const auto& other) {
        return is_it(other.version) && has_content_of(other, *row);
    });
}

} // namespace dunlin::migrator
