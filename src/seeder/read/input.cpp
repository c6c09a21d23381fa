// SPDX-License-Identifier: MIT
#include "read/input.hpp"

#include "read/decompress.hpp"

#include <dunlin/base/error.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace dunlin::seeder {

/// The bytes on the disk, with the first few looked at before they are given out.
class input::raw_file final : public byte_source {
public:
    explicit raw_file(const std::filesystem::path& path)
        : name_(path == "-" ? "standard input" : path.string()) {
        fd_ = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd_ < 0) {
            fail("open", errno);
        }
        struct stat info {};
        if (::fstat(fd_, &info) == 0 && S_ISREG(info.st_mode)) {
            size_ = info.st_size;
            repeatable_ = true;
            // Standard input may have been read before; its own position stays, for the next time.
            at_ = std::max<off_t>(0, ::lseek(fd_, 0, SEEK_CUR));
        }
        while (ahead_ < start_.size()) {
            const std::size_t got = take(std::span(start_).subspan(ahead_));
            if (got == 0) {
                break;
            }
            ahead_ += got;
        }
    }
    ~raw_file() override { ::close(fd_); }
    raw_file(const raw_file&) = delete;
    raw_file& operator=(const raw_file&) = delete;

    std::size_t read(std::span<char> into) override {
        if (given_ < ahead_) {
            const std::size_t size = std::min(into.size(), ahead_ - given_);
            std::copy_n(start_.data() + given_, size, into.data());
            given_ += size;
            return size;
        }
        return take(into);
    }

    [[nodiscard]] std::string_view start() const { return {start_.data(), ahead_}; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::int64_t position() const { return position_; }
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    std::size_t take(std::span<char> into) {
        while (true) {
            const ssize_t got = repeatable_ ? ::pread(fd_, into.data(), into.size(), at_)
                                            : ::read(fd_, into.data(), into.size());
            if (got >= 0) {
                at_ += got;
                position_ += got;
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                fail("read", errno);
            }
        }
    }

    [[noreturn]] void fail(std::string_view what, int reason) const {
        throw error(reason == ENOENT ? error_kind::config : error_kind::failed,
                    fmt::format("cannot {} {}: {}", what, name_, std::strerror(reason)));
    }

    std::string name_;
    int fd_ = -1;
    off_t at_ = 0; ///< in a regular file
    std::int64_t position_ = 0;
    std::int64_t size_ = 0;
    bool repeatable_ = false;
    std::array<char, 4> start_{};
    std::size_t ahead_ = 0;
    std::size_t given_ = 0;
};

input::input(const std::filesystem::path& path) : raw_(std::make_unique<raw_file>(path)) {
    if (looks_gzip(raw_->start())) {
        unpacked_ = unpack_gzip(*raw_, raw_->name());
    } else if (looks_zstd(raw_->start())) {
        unpacked_ = unpack_zstd(*raw_, raw_->name());
    }
}

input::~input() = default;

std::size_t input::read(std::span<char> into) {
    return unpacked_ ? unpacked_->read(into) : raw_->read(into);
}

std::int64_t input::position() const noexcept {
    return raw_->position();
}
std::int64_t input::size() const noexcept {
    return raw_->size();
}

bool is_repeatable(const std::filesystem::path& path) noexcept {
    struct stat info {};
    const int failed = path == "-" ? ::fstat(STDIN_FILENO, &info) : ::stat(path.c_str(), &info);
    return failed == 0 && S_ISREG(info.st_mode);
}

std::string read_whole(const std::filesystem::path& path) {
    constexpr std::size_t piece = 65536;
    input from(path);
    std::string content;
    while (true) {
        const std::size_t filled = content.size();
        content.resize(filled + std::max(piece, filled));
        const std::size_t got = from.read({content.data() + filled, content.size() - filled});
        content.resize(filled + got);
        if (got == 0) {
            return content;
        }
    }
}

} // namespace dunlin::seeder
