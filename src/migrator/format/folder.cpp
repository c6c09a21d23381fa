// SPDX-License-Identifier: MIT
#include "format/folder.hpp"

#include "format/format.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

void sort_by_name(std::vector<folder::item>& items) {
    std::sort(items.begin(), items.end(),
              [](const folder::item& a, const folder::item& b) { return a.name < b.name; });
}

} // namespace

folder::folder(std::filesystem::path path) : path_(std::move(path)) {
    std::error_code problem;
    is_file_ = std::filesystem::is_regular_file(path_, problem);
    if (!is_file_) {
        list();
    }
}

void folder::list() {
    std::error_code problem;
    auto entry = std::filesystem::directory_iterator(path_, problem);
    if (problem) {
        throw error(error_kind::config, fmt::format("cannot read the folder {}: {}", path_.string(),
                                                    problem.message()));
    }
    for (; entry != std::filesystem::directory_iterator(); ++entry) {
        std::string name = entry->path().filename().string();
        if (!name.starts_with('.')) {
            items_.push_back({std::move(name), entry->is_directory(problem)});
        }
    }
    sort_by_name(items_);
}

folder::folder(const std::vector<source_file>& files) {
    for (const source_file& file : files) {
        const std::filesystem::path path(file.name);
        path_ = path.parent_path();
        const std::string name = path.filename().string();
        items_.push_back({name, false});
        read_.emplace(name, make_source_file(file));
    }
    sort_by_name(items_);
}

bool folder::has(std::string_view name) const {
    const auto found = std::lower_bound(
        items_.begin(), items_.end(), name,
        [](const item& candidate, std::string_view text) { return candidate.name < text; });
    return found != items_.end() && found->name == name;
}

const folder& folder::inner(std::string_view name) const {
    const auto known = inner_.find(name);
    if (known != inner_.end()) {
        return *known->second;
    }
    std::unique_ptr<folder> inner_folder(new folder());
    inner_folder->path_ = path_ / name;
    inner_folder->list();
    return *inner_.emplace(name, std::move(inner_folder)).first->second;
}

std::shared_ptr<const source_file> folder::read(std::string_view name) const {
    const auto known = read_.find(name);
    if (known != read_.end()) {
        return known->second;
    }
    auto file = read_source_file(name.empty() ? path_ : path_ / name);
    read_.emplace(name, file);
    return file;
}

} // namespace dunlin::migrator
