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

/// The file on the disk, whose first bytes can be read in advance.
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
            // Standard input may have been read in part. Its offset stays, so that it can be read
            // again.
            offset_ = std::max<off_t>(0, ::lseek(fd_, 0, SEEK_CUR));
        }
        while (start_size_ < start_.size()) {
            const std::size_t count = read_file(std::span(start_).subspan(start_size_));
            if (count == 0) {
                break;
            }
            start_size_ += count;
        }
    }
    ~raw_file() override { ::close(fd_); }
    raw_file(const raw_file&) = delete;
    raw_file& operator=(const raw_file&) = delete;

    std::size_t read(std::span<char> buffer) override {
        if (returned_ < start_size_) {
            const std::size_t size = std::min(buffer.size(), start_size_ - returned_);
            std::copy_n(start_.data() + returned_, size, buffer.data());
            returned_ += size;
            return size;
        }
        return read_file(buffer);
    }

    [[nodiscard]] std::string_view start() const { return {start_.data(), start_size_}; }
    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::int64_t position() const { return position_; }
    [[nodiscard]] std::int64_t size() const { return size_; }

private:
    std::size_t read_file(std::span<char> buffer) {
        while (true) {
            const ssize_t count = repeatable_ ? ::pread(fd_, buffer.data(), buffer.size(), offset_)
                                              : ::read(fd_, buffer.data(), buffer.size());
            if (count >= 0) {
                offset_ += count;
                position_ += count;
                return static_cast<std::size_t>(count);
            }
            if (errno != EINTR) {
                fail("read", errno);
            }
        }
    }

    [[noreturn]] void fail(std::string_view action, int number) const {
        throw error(number == ENOENT ? error_kind::config : error_kind::failed,
                    fmt::format("cannot {} {}: {}", action, name_, std::strerror(number)));
    }

    std::string name_;
    int fd_ = -1;
    off_t offset_ = 0; ///< in a regular file
    std::int64_t position_ = 0;
    std::int64_t size_ = 0;
    bool repeatable_ = false;
    std::array<char, 4> start_{};
    std::size_t start_size_ = 0;
    std::size_t returned_ = 0;
};

input::input(const std::filesystem::path& path) : raw_(std::make_unique<raw_file>(path)) {
    if (is_gzip(raw_->start())) {
        decompressed_ = decompress_gzip(*raw_, raw_->name());
    } else if (is_zstd(raw_->start())) {
        decompressed_ = decompress_zstd(*raw_, raw_->name());
    }
}

input::~input() = default;

std::size_t input::read(std::span<char> buffer) {
    return decompressed_ ? decompressed_->read(buffer) : raw_->read(buffer);
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
    constexpr std::size_t min_buffer_size = 65536;
    input source(path);
    std::string content;
    while (true) {
        const std::size_t filled = content.size();
        content.resize(filled + std::max(min_buffer_size, filled));
        const std::size_t count = source.read({content.data() + filled, content.size() - filled});
        content.resize(filled + count);
        if (count == 0) {
            return content;
        }
    }
}

} // namespace dunlin::seeder
