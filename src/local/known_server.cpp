// SPDX-License-Identifier: MIT
#include "known_server.hpp"

#include "socket_folder.hpp"
#include "xdg_folder.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <string>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

/// The folder of the records; empty when there is none that only the caller can access.
fs::path records_folder(bool create) {
    const fs::path state = xdg_folder("XDG_STATE_HOME", ".local/state");
    std::error_code problem;
    if (state.empty() || (create && (fs::create_directories(state, problem), problem)) ||
        (!create && !fs::exists(state / "dunlin" / "servers", problem))) {
        return {};
    }
    try {
        make_private_folder(state / "dunlin");
        make_private_folder(state / "dunlin" / "servers");
    } catch (const error&) {
        return {};
    }
    return state / "dunlin" / "servers";
}

fs::path record_path(const fs::path& folder, const fs::path& project) {
    return folder / sha256(project.string()).substr(0, 16);
}

/// A digest of the first eight bytes of pg_control, which initdb derives from the time and its
/// process ID; empty when they cannot be read.
std::string identity_of(const fs::path& data) {
    constexpr std::size_t length = 8;
    std::string bytes(length, '\0');
    std::ifstream control(data / "global" / "pg_control", std::ios::binary);
    control.read(bytes.data(), length);
    return control.gcount() == length ? sha256(bytes) : std::string();
}

std::string record_text(const fs::path& project, const std::string& identity) {
    return fmt::format("{}\n{}\n", identity, project.string());
}

void remove_stale_records(const fs::path& folder) {
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        std::ifstream record(entry.path());
        std::string identity;
        std::string project;
        std::error_code ignored;
        if (std::getline(record, identity) && std::getline(record, project) &&
            !fs::exists(project, ignored)) {
            fs::remove(entry.path(), ignored);
        }
    }
}

} // namespace

bool remember_server(const fs::path& project, const fs::path& data) {
    const fs::path folder = records_folder(true);
    const std::string identity = identity_of(data);
    if (folder.empty() || identity.empty()) {
        return false;
    }
    remove_stale_records(folder);
    try {
        atomic_file record(record_path(folder, project));
        record.write(record_text(project, identity));
        record.commit();
        return true;
    } catch (const error&) {
        return false;
    }
}

bool is_known_server(const fs::path& project, const fs::path& data) {
    const fs::path folder = records_folder(false);
    const std::string identity = identity_of(data);
    if (folder.empty() || identity.empty()) {
        return false;
    }
    try {
        return read_file(record_path(folder, project)) == record_text(project, identity);
    } catch (const error&) {
        return false;
    }
}

void forget_server(const fs::path& project) {
    const fs::path folder = records_folder(false);
    std::error_code ignored;
    if (!folder.empty()) {
        fs::remove(record_path(folder, project), ignored);
    }
}

} // namespace dunlin::local
