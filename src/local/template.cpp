// SPDX-License-Identifier: MIT
#include "template.hpp"

#include "socket_folder.hpp"
#include "xdg_folder.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <unistd.h>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

bool copy_tree(const fs::path& from, const fs::path& to) {
    std::error_code problem;
    fs::copy(from, to, fs::copy_options::recursive, problem);
    if (problem) {
        std::error_code ignored;
        fs::remove_all(to, ignored);
    }
    return !problem;
}

} // namespace

std::optional<fs::path> template_folder(const binaries& programs) {
    const fs::path cache = xdg_folder("XDG_CACHE_HOME", ".cache");
    std::error_code problem;
    if (cache.empty() || (fs::create_directories(cache, problem), problem)) {
        return std::nullopt;
    }
    try {
        make_private_folder(cache / "dunlin");
    } catch (const error&) {
        return std::nullopt;
    }
    // Two builds of one version may need different clusters, so the name contains a hash of the
    // folder.
    return cache / "dunlin" /
           fmt::format("template-{}-{}", programs.version,
                       sha256(programs.folder.string()).substr(0, 8));
}

bool copy_template(const fs::path& stored, const fs::path& data) {
    std::error_code problem;
    return fs::exists(stored / "PG_VERSION", problem) && copy_tree(stored, data);
}

void store_template(const fs::path& data, const fs::path& stored) {
    const fs::path unfinished = fmt::format("{}.{}", stored.string(), ::getpid());
    if (!copy_tree(data, unfinished)) {
        return;
    }
    std::error_code problem;
    fs::rename(unfinished, stored, problem);
    if (problem) {
        // Another process was first, and its template is just as good.
        fs::remove_all(unfinished, problem);
    }
}

} // namespace dunlin::local
