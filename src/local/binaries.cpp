// SPDX-License-Identifier: MIT
#include "server_program.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/local/binaries.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

constexpr std::string_view how_to_install =
    "install PostgreSQL's server: `apt install postgresql` (Debian, Ubuntu), `dnf install "
    "postgresql-server` (Fedora), `brew install postgresql` (Homebrew); or set DUNLIN_PG_BIN to "
    "the "
    "folder that contains initdb and postgres";

bool is_program(const fs::path& path) {
    std::error_code problem;
    return fs::is_regular_file(path, problem) && ::access(path.c_str(), X_OK) == 0;
}

// Adds BASE/NAME/TAIL for every NAME that begins with `prefix`.
void add_matching(std::vector<fs::path>& found, const fs::path& base, std::string_view prefix,
                  const fs::path& tail) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(base, problem)) {
        if (entry.path().filename().string().starts_with(prefix)) {
            found.push_back(entry.path() / tail);
        }
    }
}

std::vector<fs::path> default_folders(const fs::path& root) {
    std::vector<fs::path> found;
    add_matching(found, root / "usr/lib/postgresql", "", "bin"); // Debian
    add_matching(found, root / "usr", "pgsql-", "bin");          // PostgreSQL's own RPMs
    found.push_back(root / "usr/bin");                           // Fedora, Arch
    add_matching(found, root / "opt/homebrew/opt", "postgresql", "bin");
    add_matching(found, root / "usr/local/opt", "postgresql", "bin");
    found.push_back(root / "usr/local/pgsql/bin"); // built from source
    return found;
}

std::vector<fs::path> folders_to_search(const search_paths& paths) {
    std::vector<fs::path> folders;
    for (const fs::path& folder : paths.path) {
        if (is_program(folder / "pg_config")) {
            const std::string answer = output_of({(folder / "pg_config").string(), "--bindir"});
            folders.emplace_back(trim(answer));
            break;
        }
    }
    const auto defaults = default_folders(paths.root);
    folders.insert(folders.end(), defaults.begin(), defaults.end());
    folders.insert(folders.end(), paths.path.begin(), paths.path.end());
    return folders;
}

// "postgres (PostgreSQL) 15.20 (Debian ...)", "postgres (PostgreSQL) 18beta1"
std::optional<binaries> inspect_folder(const fs::path& folder) {
    if (!is_program(folder / "initdb") || !is_program(folder / "postgres")) {
        return std::nullopt;
    }
    const std::string answer = output_of({(folder / "postgres").string(), "--version"});
    constexpr std::string_view marker = "(PostgreSQL) ";
    const std::size_t start = answer.find(marker);
    if (start == std::string::npos) {
        return std::nullopt;
    }
    std::string_view rest = trim(std::string_view(answer).substr(start + marker.size()));
    rest = rest.substr(0, rest.find(' '));
    binaries result;
    result.folder = folder;
    result.version = std::string(rest);
    const char* const end = rest.data() + rest.size();
    const auto major = std::from_chars(rest.data(), end, result.major);
    if (major.ec != std::errc()) {
        return std::nullopt;
    }
    if (major.ptr != end && *major.ptr == '.') {
        std::from_chars(major.ptr + 1, end, result.minor);
    }
    return result;
}

} // namespace

search_paths search_paths::of_environment() {
    search_paths paths;
    if (const char* chosen = std::getenv("DUNLIN_PG_BIN"); chosen != nullptr && *chosen != '\0') {
        paths.chosen = chosen;
    }
    const std::vector<std::string> folders = program_folders();
    paths.path.assign(folders.begin(), folders.end());
    return paths;
}

std::vector<binaries> find_all_binaries(const search_paths& paths) {
    std::vector<binaries> found;
    if (paths.chosen) {
        auto chosen = inspect_folder(*paths.chosen);
        if (!chosen) {
            throw error(
                error_kind::config,
                fmt::format(
                    "DUNLIN_PG_BIN is {}, which does not contain the programs initdb and postgres",
                    paths.chosen->string()))
                .with_hint("set it to a folder like /usr/lib/postgresql/15/bin, or unset it");
        }
        found.push_back(std::move(*chosen));
        return found;
    }
    std::vector<fs::path> seen;
    for (const fs::path& folder : folders_to_search(paths)) {
        std::error_code problem;
        const fs::path real = fs::canonical(folder, problem);
        if (problem || std::find(seen.begin(), seen.end(), real) != seen.end()) {
            continue;
        }
        seen.push_back(real);
        if (auto installation = inspect_folder(folder)) {
            found.push_back(std::move(*installation));
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const binaries& left, const binaries& right) {
        return std::pair(left.major, left.minor) > std::pair(right.major, right.minor);
    });
    return found;
}

binaries find_binaries(std::optional<int> major, const search_paths& paths) {
    const auto all = find_all_binaries(paths);
    for (const binaries& candidate : all) {
        if (!major || candidate.major == *major) {
            return candidate;
        }
    }
    if (all.empty()) {
        throw error(error_kind::config,
                    "PostgreSQL's server programs (initdb, postgres) were not found")
            .with_hint(std::string(how_to_install));
    }
    throw error(error_kind::config,
                fmt::format("PostgreSQL {} is not installed; found {} in {}", *major,
                            all.front().version, all.front().folder.string()))
        .with_hint(
            fmt::format("install PostgreSQL {}, or set DUNLIN_PG_BIN to its folder", *major));
}

} // namespace dunlin::local
