// SPDX-License-Identifier: MIT
#include "read/input.hpp"

#include "read/decompress.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/utf16.hpp>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace dunlin::seeder {
namespace {

/// Tells gzip and zstd from other bytes.
constexpr std::size_t start_size = 4;

} // namespace

/// The bytes before decompression, of which the first can be read in advance.
class input::raw_source : public byte_source {
public:
    explicit raw_source(std::string name) : name_(std::move(name)) {}

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] virtual std::string_view start() const = 0;
    [[nodiscard]] virtual std::int64_t position() const = 0;
    [[nodiscard]] virtual std::int64_t size() const = 0;

private:
    std::string name_;
};

class input::memory_file final : public raw_source {
public:
    explicit memory_file(const seed_file& file)
        : raw_source(file.path.string()), content_(file.content) {}

    std::size_t read(std::span<char> buffer) override {
        const std::size_t count = content_->copy(buffer.data(), buffer.size(), position_);
        position_ += count;
        return count;
    }
    [[nodiscard]] std::string_view start() const override {
        return std::string_view(*content_).substr(0, start_size);
    }
    [[nodiscard]] std::int64_t position() const override {
        return static_cast<std::int64_t>(position_);
    }
    [[nodiscard]] std::int64_t size() const override {
        return static_cast<std::int64_t>(content_->size());
    }

private:
    std::shared_ptr<const std::string> content_;
    std::size_t position_ = 0;
};

class input::disk_file final : public raw_source {
public:
    explicit disk_file(const std::filesystem::path& path)
        : raw_source(path == "-" ? "standard input" : path.string()) {
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
    ~disk_file() override { ::close(fd_); }
    disk_file(const disk_file&) = delete;
    disk_file& operator=(const disk_file&) = delete;

    std::size_t read(std::span<char> buffer) override {
        if (returned_ < start_size_) {
            const std::size_t size = std::min(buffer.size(), start_size_ - returned_);
            std::copy_n(start_.data() + returned_, size, buffer.data());
            returned_ += size;
            return size;
        }
        return read_file(buffer);
    }

    [[nodiscard]] std::string_view start() const override { return {start_.data(), start_size_}; }
    [[nodiscard]] std::int64_t position() const override { return position_; }
    [[nodiscard]] std::int64_t size() const override { return size_; }

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
                    fmt::format("cannot {} {}: {}", action, name(), std::strerror(number)));
    }

    int fd_ = -1;
    off_t offset_ = 0; ///< in a regular file
    std::int64_t position_ = 0;
    std::int64_t size_ = 0;
    bool repeatable_ = false;
    std::array<char, start_size> start_{};
    std::size_t start_size_ = 0;
    std::size_t returned_ = 0;
};

std::unique_ptr<input::raw_source> input::open(const seed_file& file) {
    if (file.content) {
        return std::make_unique<memory_file>(file);
    }
    return std::make_unique<disk_file>(file.path);
}

input::input(const seed_file& file) : raw_(open(file)) {
    if (is_gzip(raw_->start())) {
        decompressed_ = decompress_gzip(*raw_, raw_->name());
    } else if (is_zstd(raw_->start())) {
        decompressed_ = decompress_zstd(*raw_, raw_->name());
    }
}

input::~input() = default;

std::size_t input::read(std::span<char> buffer) {
    const std::size_t count = decompressed_ ? decompressed_->read(buffer) : raw_->read(buffer);
    if (!is_checked_) {
        is_checked_ = true;
        refuse_utf16({buffer.data(), count}, raw_->name());
    }
    return count;
}

std::int64_t input::position() const noexcept {
    return raw_->position();
}
std::int64_t input::size() const noexcept {
    return raw_->size();
}

bool is_repeatable(const seed_file& file) noexcept {
    if (file.content) {
        return true;
    }
    struct stat info {};
    const int failed =
        file.path == "-" ? ::fstat(STDIN_FILENO, &info) : ::stat(file.path.c_str(), &info);
    return failed == 0 && S_ISREG(info.st_mode);
}

std::string read_whole(const seed_file& file) {
    constexpr std::size_t min_buffer_size = 65536;
    input source(file);
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
