// SPDX-License-Identifier: MIT
#include "output_target.hpp"

#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/file_error.hpp>
#include <dunlin/base/temporary_file.hpp>
#include <dunlin/output/output_file.hpp>

#include <fcntl.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

namespace dunlin::output {
namespace {

namespace fs = std::filesystem;
using kind = output_target::kind;

bool may_create_in(const fs::path& folder) {
    return ::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) == 0;
}

/// Whether the file has access lists or other attributes, which a new file would lose. SELinux
/// labels new files itself.
bool has_attributes(const fs::path& path) {
    std::array<char, 4096> names{};
    const ssize_t size = ::llistxattr(path.c_str(), names.data(), names.size());
    if (size < 0) {
        return errno == ERANGE;
    }
    for (std::string_view rest(names.data(), static_cast<std::size_t>(size)); !rest.empty();) {
        const std::string_view name = rest.substr(0, rest.find('\0'));
        if (name != "security.selinux") {
            return true;
        }
        rest.remove_prefix(name.size() + 1);
    }
    return false;
}

/// Returns false when the owner cannot be copied.
bool copy_owner_and_mode(int new_file, const struct stat& old_info) {
    return ::fchown(new_file, old_info.st_uid, old_info.st_gid) == 0 &&
           ::fchmod(new_file, old_info.st_mode & 07777U) == 0;
}

/// The folder for the temporary file: the target's own where possible, so that it can be renamed.
fs::path temporary_folder(const output_target& target) {
    const fs::path folder = target.path.parent_path();
    return target.type == kind::absent || may_create_in(folder) ? folder
                                                                : fs::temp_directory_path();
}

void copy_content(int from, int to, const fs::path& path) {
    std::array<char, 65536> chunk{};
    off_t at = 0;
    for (ssize_t size = 0; (size = ::pread(from, chunk.data(), chunk.size(), at)) != 0;) {
        if (size < 0 || ::pwrite(to, chunk.data(), static_cast<std::size_t>(size), at) != size) {
            fail_to("write", path, errno);
        }
        at += size;
    }
    if (::ftruncate(to, at) != 0 || ::fsync(to) != 0) {
        fail_to("write", path, errno);
    }
}

} // namespace

/// How the content reaches the file.
class output_file::content {
public:
    virtual ~content() = default;
    content(const content&) = delete;
    content& operator=(const content&) = delete;
    virtual sink& out() = 0;
    virtual void complete() = 0;
    virtual void publish() = 0;
    virtual fs::path keep() noexcept { return {}; }

    static std::unique_ptr<content> open(const fs::path& path, reader_wait wait);

protected:
    content() = default;

private:
    class in_place;
    class replacing;
};

class output_file::content::in_place final : public content {
public:
    in_place(int descriptor, const fs::path& path, reader_wait wait)
        : descriptor_(descriptor), out_(descriptor, path.string(), wait.stop, wait.limit) {}

    sink& out() override { return out_; }
    void complete() override { out_.flush(); }
    void publish() override {}

private:
    descriptor descriptor_;
    descriptor_sink out_;
};

class output_file::content::replacing final : public content {
public:
    replacing(output_target target, const fs::path& name)
        : target_(std::move(target)), file_(temporary_folder(target_), name),
          out_(file_.descriptor(), name.string()) {
        if (target_.type == kind::absent) {
            file_.set_default_mode();
            return;
        }
        if (::faccessat(AT_FDCWD, target_.path.c_str(), W_OK, AT_EACCESS) != 0) {
            fail_to("write", name, errno);
        }
        const bool is_beside = file_.path().parent_path() == target_.path.parent_path();
        may_move_ = is_beside && target_.info.st_nlink == 1 && !has_attributes(target_.path) &&
                    copy_owner_and_mode(file_.descriptor(), target_.info);
    }

    sink& out() override { return out_; }

    void complete() override {
        out_.flush();
        file_.sync();
        if (!may_move_) {
            reserve_space();
        }
    }

    void publish() override {
        if (may_move_) {
            const int reason = file_.replace_file(target_.path);
            if (reason == 0) {
                sync_folder();
                return;
            }
            // A mount point, for example, cannot be replaced but can be written.
            if (target_.type == kind::absent) {
                fail_to("write", target_.path, reason);
            }
        }
        copy_content(file_.descriptor(), open_target().get(), target_.path);
    }

    fs::path keep() noexcept override {
        file_.keep();
        return file_.path();
    }

private:
    [[nodiscard]] descriptor open_target() const {
        const int opened = ::open(target_.path.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
        if (opened < 0) {
            fail_to("open", target_.path, errno);
        }
        return descriptor(opened);
    }

    /// Reserving the space finds a full disk before the old content is overwritten.
    void reserve_space() const {
        const off_t size = ::lseek(file_.descriptor(), 0, SEEK_END);
        const descriptor target = open_target();
        if (size > 0 && ::fallocate(target.get(), FALLOC_FL_KEEP_SIZE, 0, size) != 0 &&
            errno != EOPNOTSUPP && errno != ENOSYS) {
            fail_to("write", target_.path, errno);
        }
    }

    void sync_folder() const noexcept {
        // The content is on disk already; without this a crash may restore the old file.
        const int folder =
            ::open(target_.path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (folder >= 0) {
            ::fsync(folder);
            ::close(folder);
        }
    }

    output_target target_;
    temporary_file file_;
    descriptor_sink out_;
    bool may_move_ = true;
};

std::unique_ptr<output_file::content> output_file::content::open(const fs::path& path,
                                                                 reader_wait wait) {
    output_target target = find_output_target(path);
    if (target.type == kind::absent || target.type == kind::regular) {
        return std::make_unique<replacing>(std::move(target), path);
    }
    return std::make_unique<in_place>(open_in_place(target, 0, wait), path, wait);
}

output_file::output_file(fs::path path, reader_wait wait) : content_(content::open(path, wait)) {}

output_file::~output_file() = default;

void output_file::write(std::string_view bytes) {
    content_->out().write(bytes);
}

void output_file::flush() {
    content_->out().flush();
}

void output_file::complete() {
    content_->complete();
}

void output_file::publish() {
    content_->complete();
    content_->publish();
}

fs::path output_file::keep_temporary() noexcept {
    return content_->keep();
}

} // namespace dunlin::output
