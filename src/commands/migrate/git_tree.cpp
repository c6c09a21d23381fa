// SPDX-License-Identifier: MIT
#include "migrate/git_tree.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace dunlin::commands {
namespace {

namespace fs = std::filesystem;

/// git looks for the repository from the migrations' folder, also within a hook, where these name
/// the one of the commit.
std::vector<std::string> environment_without_repository() {
    std::vector<std::string> kept;
    for (char** each = environ; *each != nullptr; ++each) {
        const std::string_view variable(*each);
        if (!variable.starts_with("GIT_")) {
            kept.emplace_back(variable);
        }
    }
    return kept;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    pointers.reserve(texts.size() + 1);
    for (auto& each : texts) {
        pointers.push_back(each.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// One git command. Its streams are files, so that no pipe can fill up.
class git_command {
public:
    git_command(fs::path temporary, std::string revision)
        : temporary_(std::move(temporary)), revision_(std::move(revision)) {}

    /// What it wrote. Throws error(usage) with its own words when it fails.
    std::string run(const std::vector<std::string>& words, const std::string& input = {}) {
        atomic_file in(temporary_ / "in");
        in.write(input);
        in.commit();
        const int status = wait_for(start(words));
        if (status != 0) {
            const std::string said = read_file(temporary_ / "err");
            throw error(error_kind::usage,
                        fmt::format("cannot read {}: git says \"{}\"", revision_,
                                    trim(std::string_view(said).substr(0, said.find('\n')))))
                .with_hint("--against takes a revision that this repository has: a branch, a tag, "
                           "a commit; a shallow clone has few");
        }
        return read_file(temporary_ / "out");
    }

private:
    pid_t start(const std::vector<std::string>& words) {
        posix_spawn_file_actions_t actions{};
        posix_spawn_file_actions_init(&actions);
        const std::string in = temporary_ / "in";
        const std::string out = temporary_ / "out";
        const std::string err = temporary_ / "err";
        constexpr int write_new = O_WRONLY | O_CREAT | O_TRUNC;
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(), write_new, 0600);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(), write_new, 0600);
        std::vector<std::string> all{"git"};
        all.insert(all.end(), words.begin(), words.end());
        std::vector<std::string> variables = environment_without_repository();
        pid_t child = -1;
        const int problem = ::posix_spawnp(&child, "git", &actions, nullptr,
                                           pointers_to(all).data(), pointers_to(variables).data());
        posix_spawn_file_actions_destroy(&actions);
        if (problem != 0) {
            throw error(error_kind::failed,
                        fmt::format("cannot run git: {}", std::strerror(problem)));
        }
        return child;
    }

    static int wait_for(pid_t child) {
        int status = 0;
        while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
        }
        return status;
    }

    fs::path temporary_;
    std::string revision_;
};

struct blob {
    std::string id;
    std::string name; ///< below the folder
};

/// The answer of ls-tree -z: "MODE blob ID<tab>NAME<nul>".
std::vector<blob> read_listing(std::string_view listing) {
    std::vector<blob> found;
    while (!listing.empty()) {
        const std::string_view entry = listing.substr(0, listing.find('\0'));
        listing.remove_prefix(std::min(entry.size() + 1, listing.size()));
        const std::size_t tab = entry.find('\t');
        const std::size_t kind = entry.find(" blob ");
        if (tab != std::string_view::npos && kind != std::string_view::npos && kind < tab) {
            found.push_back({std::string(entry.substr(kind + 6, tab - kind - 6)),
                             std::string(entry.substr(tab + 1))});
        }
    }
    return found;
}

/// The answer of cat-file --batch: "ID blob SIZE<newline>BYTES<newline>", in the order of the ids.
void write_blobs(std::string_view answer, const std::vector<blob>& blobs, const fs::path& folder) {
    for (const blob& each : blobs) {
        const std::string_view head = answer.substr(0, answer.find('\n'));
        const std::size_t size = std::strtoull(head.data() + head.rfind(' ') + 1, nullptr, 10);
        const fs::path target = folder / each.name;
        fs::create_directories(target.parent_path());
        atomic_file file(target);
        file.write(answer.substr(head.size() + 1, size));
        file.commit();
        answer.remove_prefix(std::min(head.size() + size + 2, answer.size()));
    }
}

fs::path make_temporary_folder() {
    std::string name = fs::temp_directory_path() / "dunlin-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        throw error(error_kind::failed,
                    fmt::format("cannot make a temporary folder: {}", std::strerror(errno)));
    }
    return name;
}

} // namespace

git_tree::git_tree(const std::string& revision, const fs::path& path)
    : temporary_(make_temporary_folder()) {
    try {
        const fs::path whole = fs::canonical(path);
        const bool is_folder = fs::is_directory(whole);
        const fs::path folder = is_folder ? whole : whole.parent_path();
        path_ = temporary_ / "tree" / whole.filename();
        git_command git(temporary_, revision);
        // Without this a revision that begins with a dash would be an option.
        const std::string commit(trim(git.run(
            {"-C", folder, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}"})));
        const std::string below = is_folder ? "./" : "./" + whole.filename().string();
        const auto blobs =
            read_listing(git.run({"-C", folder, "ls-tree", "-r", "-z", commit, below}));
        std::string ids;
        for (const blob& each : blobs) {
            ids += each.id + "\n";
        }
        write_blobs(git.run({"-C", folder, "cat-file", "--batch"}, ids), blobs,
                    is_folder ? path_ : path_.parent_path());
        has_files_ = !blobs.empty();
    } catch (...) {
        std::error_code ignored;
        fs::remove_all(temporary_, ignored);
        throw;
    }
}

git_tree::~git_tree() {
    std::error_code ignored;
    fs::remove_all(temporary_, ignored);
}

} // namespace dunlin::commands
