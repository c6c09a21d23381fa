// SPDX-License-Identifier: MIT
#include "check/git_tree.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/process.hpp>
#include <dunlin/base/text.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

/// In a hook git sets variables that name the repository of the commit. Without them git finds the
/// repository of the migrations.
std::vector<std::string> environment_without_repository() {
    auto variables = current_environment();
    std::erase_if(variables,
                  [](const std::string& variable) { return variable.starts_with("GIT_"); });
    return variables;
}

/// A file that a program reads or writes.
class open_file {
public:
    open_file(const fs::path& path, int flags)
        : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
        if (fd_ < 0) {
            throw error(error_kind::failed,
                        fmt::format("cannot open {}: {}", path.string(), std::strerror(errno)));
        }
    }
    ~open_file() { ::close(fd_); }
    open_file(const open_file&) = delete;
    open_file& operator=(const open_file&) = delete;
    [[nodiscard]] int fd() const noexcept { return fd_; }

private:
    int fd_;
};

/// Runs git commands. Their streams are files, so that no pipe can fill up.
class git_command {
public:
    git_command(fs::path temporary, std::string revision)
        : temporary_(std::move(temporary)), revision_(std::move(revision)) {}

    /// The command's output. Throws error(usage) with git's message when it fails.
    std::string run(const std::vector<std::string>& arguments, const std::string& input = {}) {
        atomic_file in(temporary_ / "in");
        in.write(input);
        in.commit();
        const int status = run_to_end(arguments);
        if (status != 0) {
            const std::string message = read_file(temporary_ / "err");
            throw error(error_kind::usage,
                        fmt::format("cannot read {}: git reported \"{}\"", revision_,
                                    trim(std::string_view(message).substr(0, message.find('\n')))))
                .with_hint(
                    "use a branch, a tag or a commit of this repository; a shallow clone lacks "
                    "older ones");
        }
        return read_file(temporary_ / "out");
    }

private:
    [[nodiscard]] int run_to_end(const std::vector<std::string>& arguments) const {
        constexpr int write_new = O_WRONLY | O_CREAT | O_TRUNC;
        const open_file in(temporary_ / "in", O_RDONLY);
        const open_file out(temporary_ / "out", write_new);
        const open_file err(temporary_ / "err", write_new);
        process_command git;
        git.arguments = {"git"};
        git.arguments.insert(git.arguments.end(), arguments.begin(), arguments.end());
        git.environment = environment_without_repository();
        git.input = in.fd();
        git.output = out.fd();
        git.errors = err.fd();
        return wait_for_process(start_process(git));
    }

    fs::path temporary_;
    std::string revision_;
};

struct blob {
    std::string id;
    std::string name; ///< below the folder
};

/// The output of ls-tree -z: "MODE blob ID<tab>NAME<nul>".
std::vector<blob> read_listing(std::string_view listing) {
    std::vector<blob> blobs;
    while (!listing.empty()) {
        const std::string_view entry = listing.substr(0, listing.find('\0'));
        listing.remove_prefix(std::min(entry.size() + 1, listing.size()));
        const std::size_t tab = entry.find('\t');
        const std::size_t kind = entry.find(" blob ");
        if (tab != std::string_view::npos && kind != std::string_view::npos && kind < tab) {
            blobs.push_back({std::string(entry.substr(kind + 6, tab - kind - 6)),
                             std::string(entry.substr(tab + 1))});
        }
    }
    return blobs;
}

/// The output of cat-file --batch: "ID blob SIZE<newline>BYTES<newline>", in the order of the ids.
void write_blobs(std::string_view output, const std::vector<blob>& blobs, const fs::path& folder) {
    for (const blob& blob : blobs) {
        const std::string_view head = output.substr(0, output.find('\n'));
        const std::size_t size = std::strtoull(head.data() + head.rfind(' ') + 1, nullptr, 10);
        const fs::path target = folder / blob.name;
        fs::create_directories(target.parent_path());
        atomic_file file(target);
        file.write(output.substr(head.size() + 1, size));
        file.commit();
        output.remove_prefix(std::min(head.size() + size + 2, output.size()));
    }
}

fs::path make_temporary_folder() {
    std::string name = fs::temp_directory_path() / "dunlin-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        throw error(error_kind::failed,
                    fmt::format("cannot create a temporary folder: {}", std::strerror(errno)));
    }
    return name;
}

} // namespace

git_tree::git_tree(const std::string& revision, const fs::path& path)
    : temporary_(make_temporary_folder()) {
    try {
        const fs::path original = fs::canonical(path);
        const bool is_folder = fs::is_directory(original);
        const fs::path folder = is_folder ? original : original.parent_path();
        path_ = temporary_ / "tree" / original.filename();
        git_command git(temporary_, revision);
        // With --end-of-options a revision that begins with a dash is not read as an option.
        const std::string commit(trim(git.run(
            {"-C", folder, "rev-parse", "--verify", "--end-of-options", revision + "^{commit}"})));
        const std::string tree_path = is_folder ? "./" : "./" + original.filename().string();
        const auto blobs =
            read_listing(git.run({"-C", folder, "ls-tree", "-r", "-z", commit, tree_path}));
        std::string ids;
        for (const blob& blob : blobs) {
            ids += blob.id + "\n";
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

} // namespace dunlin::migrator
