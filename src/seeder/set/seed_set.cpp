// SPDX-License-Identifier: MIT
#include "table/table_name.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/seeder/seed_set.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::seeder {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool remove_suffix(std::string_view& name, std::string_view suffix) {
    if (name.size() <= suffix.size() || !name.ends_with(suffix)) {
        return false;
    }
    name.remove_suffix(suffix.size());
    return true;
}

/// Without the leading digits and underscore that determine the order of files.
std::string_view without_number(std::string_view stem) {
    std::size_t digits = 0;
    while (digits < stem.size() && is_digit(stem[digits])) {
        ++digits;
    }
    return digits > 0 && digits + 1 < stem.size() && stem[digits] == '_' ? stem.substr(digits + 1)
                                                                         : stem;
}

/// Compares runs of digits as numbers: `2_x` precedes `10_x`. Leading zeros do not count.
bool precedes(std::string_view a, std::string_view b) {
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (is_digit(a[i]) && is_digit(b[j])) {
            const auto read_number = [](std::string_view text, std::size_t& at) {
                while (at < text.size() && text[at] == '0') {
                    ++at;
                }
                const std::size_t begin = at;
                while (at < text.size() && is_digit(text[at])) {
                    ++at;
                }
                return text.substr(begin, at - begin);
            };
            const auto left = read_number(a, i);
            const auto right = read_number(b, j);
            if (left.size() != right.size()) {
                return left.size() < right.size();
            }
            if (left != right) {
                return left < right;
            }
            continue;
        }
        if (a[i] != b[j]) {
            return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
        }
        ++i;
        ++j;
    }
    if (a.size() - i != b.size() - j) {
        return a.size() - i < b.size() - j;
    }
    return a < b;
}

bool is_ignored(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.starts_with('.') || name.ends_with('~') || name.ends_with(".md") ||
           name.ends_with(".txt");
}

[[noreturn]] void fail_not_seed_file(const fs::path& path) {
    throw error(error_kind::config, fmt::format("{} is not a seed file", path.string()))
        .with_hint("seed files end in .sql, .csv or .ndjson (optionally .gz or .zst); data files "
                   "are named after their table, such as 10_public.users.csv");
}

void sort_by_name(seed_set& set) {
    std::ranges::sort(set.files, [](const seed_file& a, const seed_file& b) {
        return precedes(a.path.filename().string(), b.path.filename().string());
    });
}

/// A FIFO would block, and a device never end. Files that are named may be pipes.
void require_regular(const fs::directory_entry& entry) {
    std::error_code problem;
    if (!entry.is_regular_file(problem)) {
        throw error(error_kind::config,
                    fmt::format("{} is not a regular file", entry.path().string()))
            .with_hint("remove it from the folder; a pipe can be loaded with `dunlin seed load "
                       "TABLE FILE`");
    }
}

seed_set read_set(const fs::path& folder, std::string name) {
    seed_set set{std::move(name), {}};
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory() && !is_ignored(entry.path())) {
            require_regular(entry);
            set.files.push_back(describe_file(entry.path()));
        }
    }
    sort_by_name(set);
    return set;
}

/// The name of the set that an embedded file belongs to.
std::string set_of(const embedded_file& file) {
    const fs::path folder = fs::path(file.name).parent_path();
    if (folder.has_parent_path()) {
        throw error(error_kind::config, fmt::format("{} is in a folder of a seed set", file.name))
            .with_hint("a set is one folder; its name is the only one before the file's");
    }
    return folder.empty() ? std::string(default_set_name) : folder.string();
}

seed_set read_set(const std::vector<embedded_file>& files, std::string name) {
    seed_set set{std::move(name), {}};
    for (const embedded_file& file : files) {
        if (set_of(file) == set.name && !is_ignored(file.name)) {
            set.files.push_back(describe_file(file.name));
            set.files.back().content = std::make_shared<const std::string>(file.bytes);
        }
    }
    sort_by_name(set);
    return set;
}

void require_folder(const fs::path& folder) {
    if (!fs::is_directory(folder)) {
        throw error(error_kind::config,
                    fmt::format("the seed folder {} does not exist", folder.string()))
            .with_hint("create it with .sql, .csv or .ndjson files, or set `seed` in dunlin.toml");
    }
}

std::vector<std::string> set_names(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && !name.starts_with('.')) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names, precedes);
    return names;
}

std::vector<std::string> set_names(const std::vector<embedded_file>& files) {
    std::vector<std::string> names;
    for (const embedded_file& file : files) {
        const std::string name = set_of(file);
        if (name != default_set_name && std::ranges::find(names, name) == names.end()) {
            names.push_back(name);
        }
    }
    std::ranges::sort(names, precedes);
    return names;
}

/// `place` is where the sets were looked for; `hint` is for a name that is like none of them.
void require_name(std::string_view name, const std::vector<std::string>& names,
                  std::string_view place, std::string_view hint) {
    if (std::ranges::find(names, name) != names.end()) {
        return;
    }
    error problem(error_kind::not_found,
                  fmt::format("seed set not found: {} (in {})", name, place));
    const std::string suggestion = closest_match(name, names);
    throw problem.with_hint(suggestion.empty() ? std::string(hint)
                                               : fmt::format("did you mean \"{}\"?", suggestion));
}

} // namespace

std::string_view to_string(file_format format) noexcept {
    switch (format) {
    case file_format::sql:
        return "sql";
    case file_format::csv:
        return "csv";
    case file_format::ndjson:
        return "ndjson";
    }
    return "";
}

seed_file describe_file(const fs::path& path) {
    seed_file file{path, file_format::sql, {}, {}};
    const std::string name = path.filename().string();
    std::string_view stem = name;
    if (!remove_suffix(stem, ".gz")) {
        remove_suffix(stem, ".zst");
    }
    if (remove_suffix(stem, ".sql")) {
        return file;
    }
    if (remove_suffix(stem, ".csv")) {
        file.format = file_format::csv;
    } else if (remove_suffix(stem, ".ndjson") || remove_suffix(stem, ".jsonl")) {
        file.format = file_format::ndjson;
    } else {
        fail_not_seed_file(path);
    }
    try {
        auto table = parse_table_name(without_number(stem));
        file.schema = std::move(table.schema);
        file.table = std::move(table.name);
    } catch (const error& problem) {
        throw error(error_kind::config,
                    fmt::format("{} cannot be loaded: {}", path.string(), problem.message()))
            .with_hint(problem.hint());
    }
    return file;
}

seed_file describe_file(const fs::path& path, file_format format, std::string_view table) {
    auto name = parse_table_name(table);
    return {path, format, std::move(name.schema), std::move(name.name)};
}

seed_set find_set(const fs::path& folder, std::string_view name) {
    require_folder(folder);
    if (name == default_set_name) {
        return read_set(folder, std::string(name));
    }
    require_name(name, set_names(folder), folder.string(), "`dunlin seed list` shows the sets");
    return read_set(folder / name, std::string(name));
}

std::vector<seed_set> list_sets(const fs::path& folder) {
    require_folder(folder);
    std::vector<seed_set> sets;
    if (auto set = read_set(folder, std::string(default_set_name)); !set.files.empty()) {
        sets.push_back(std::move(set));
    }
    for (const auto& name : set_names(folder)) {
        sets.push_back(read_set(folder / name, name));
    }
    return sets;
}

seed_set find_set(const std::vector<embedded_file>& files, std::string_view name) {
    if (name != default_set_name) {
        require_name(name, set_names(files), "the embedded seeds",
                     "the names of sets are the folders' that were embedded");
    }
    return read_set(files, std::string(name));
}

std::vector<seed_set> list_sets(const std::vector<embedded_file>& files) {
    std::vector<seed_set> sets;
    if (auto set = read_set(files, std::string(default_set_name)); !set.files.empty()) {
        sets.push_back(std::move(set));
    }
    for (const auto& name : set_names(files)) {
        sets.push_back(read_set(files, name));
    }
    return sets;
}

} // namespace dunlin::seeder
