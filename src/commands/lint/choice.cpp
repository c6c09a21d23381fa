// SPDX-License-Identifier: MIT
#include "lint/choice.hpp"

#include <fmt/format.h>

namespace dunlin::commands {

namespace fs = std::filesystem;

source_choice::source_choice(const lint_request& request, const config::settings& settings)
    : since_(settings.lint_since.value) {
    choose_path(request.files, settings);
    migrator::read_options reading;
    if (request.source_format) {
        reading.format = *request.source_format;
    } else if (path_ == settings.migrations.value) {
        reading.format = settings.source_format.value;
    }
    source_ = migrator::read_source(path_, reading);
    choose_files(request.files);
    if (!request.against.empty()) {
        has_versions_ = true;
        for (auto& version :
             migrator::versions_since_revision(source_, path_, request.against, reading)) {
            versions_.insert(std::move(version));
        }
    }
}

void source_choice::choose_path(const std::vector<std::string>& files,
                                const config::settings& settings) {
    path_ = settings.migrations.value;
    if (files.empty()) {
        return;
    }
    const fs::path first = files.front();
    if (fs::is_directory(first)) {
        if (files.size() > 1) {
            throw error(error_kind::usage, "only one folder can be checked at a time");
        }
        path_ = first;
        return;
    }
    const fs::path folder = first.has_parent_path() ? first.parent_path() : fs::path(".");
    std::error_code ignored;
    path_ = fs::equivalent(folder, path_, ignored) ? path_ : folder;
}

void source_choice::choose_files(const std::vector<std::string>& files) {
    if (files.empty() || fs::is_directory(files.front())) {
        return;
    }
    std::set<fs::path> known;
    for (const auto* list : {&source_.versioned, &source_.repeatable, &source_.baselines}) {
        for (const auto& migration : *list) {
            known.insert(fs::weakly_canonical(migration.file->name));
            for (const auto* part : {&migration.up, migration.down ? &*migration.down : nullptr}) {
                if (part != nullptr && part->file) {
                    known.insert(fs::weakly_canonical(part->file->name));
                }
            }
        }
    }
    for (const std::string& file : files) {
        const fs::path path = fs::weakly_canonical(file);
        if (!known.contains(path)) {
            throw error(error_kind::usage,
                        fmt::format("{} is not a migration in {}", file, path_.string()))
                .with_hint("name files of one folder of migrations, or the folder");
        }
        files_.insert(path);
    }
}

bool source_choice::contains(const migrator::source_script& script) const {
    if (!files_.empty() && !files_.contains(fs::weakly_canonical(script.file()))) {
        return false;
    }
    if (has_versions_ && !versions_.contains(script.version())) {
        return false;
    }
    const migrator::migration* file = source_.find(script.version());
    return since_.empty() || file == nullptr || file->kind != migrator::migration_kind::versioned ||
           source_.order == migrator::version_order::listed ||
           migrator::compare(source_.order, script.version(), since_) >= 0;
}

} // namespace dunlin::commands
