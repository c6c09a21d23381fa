// SPDX-License-Identifier: MIT
#include "read/decompress.hpp"

#include <dunlin/base/error.hpp>

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <array>

namespace dunlin::seeder {
namespace {

[[noreturn]] void fail_damaged(const std::string& file, std::string_view format,
                               std::string_view reason) {
    throw error(error_kind::failed, fmt::format("cannot decompress {}: {}", file, reason))
        .with_hint(fmt::format("the {} file is damaged or incomplete", format));
}

class gzip_source final : public byte_source {
public:
    gzip_source(byte_source& source, std::string file) : source_(source), file_(std::move(file)) {
        // The largest window, 15, plus 16 for gzip members only (zlib.h).
        if (inflateInit2(&state_, 15 + 16) != Z_OK) {
            fail_damaged(file_, "gzip", "cannot initialize zlib");
        }
    }
    ~gzip_source() override { inflateEnd(&state_); }
    gzip_source(const gzip_source&) = delete;
    gzip_source& operator=(const gzip_source&) = delete;

    std::size_t read(std::span<char> buffer) override {
        state_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        state_.avail_out = static_cast<uInt>(buffer.size());
        while (state_.avail_out == buffer.size()) {
            if (state_.avail_in == 0 && !refill()) {
                break;
            }
            step();
        }
        return buffer.size() - state_.avail_out;
    }

private:
    /// Whether there is more input.
    bool refill() {
        const std::size_t count = source_.read(compressed_);
        if (count == 0 && inside_member_) {
            fail_damaged(file_, "gzip", "unexpected end of file");
        }
        state_.next_in = reinterpret_cast<Bytef*>(compressed_.data());
        state_.avail_in = static_cast<uInt>(count);
        return count > 0;
    }

    void step() {
        inside_member_ = true;
        const int status = inflate(&state_, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            inside_member_ = false;
            inflateReset(&state_);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            fail_damaged(file_, "gzip", state_.msg != nullptr ? state_.msg : "invalid data");
        }
    }

    byte_source& source_;
    std::string file_;
    z_stream state_{};
    std::array<char, 32768> compressed_{};
    bool inside_member_ = false;
};

class zstd_source final : public byte_source {
public:
    zstd_source(byte_source& source, std::string file)
        : source_(source), file_(std::move(file)), state_(ZSTD_createDStream()) {
        if (!state_) {
            fail_damaged(file_, "zstd", "cannot initialize libzstd");
        }
    }

    std::size_t read(std::span<char> buffer) override {
        ZSTD_outBuffer out{buffer.data(), buffer.size(), 0};
        while (out.pos == 0 && (waiting_ || in_.pos < in_.size || refill())) {
            const std::size_t status = ZSTD_decompressStream(state_.get(), &out, &in_);
            if (ZSTD_isError(status) != 0) {
                fail_damaged(file_, "zstd", ZSTD_getErrorName(status));
            }
            inside_frame_ = status != 0;
            // libzstd may hold more output than the buffer had room for.
            waiting_ = inside_frame_ && out.pos == out.size;
        }
        return out.pos;
    }

private:
    struct free_stream {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    /// Whether there is more input.
    bool refill() {
        const std::size_t count = source_.read(compressed_);
        if (count == 0 && inside_frame_) {
            fail_damaged(file_, "zstd", "unexpected end of file");
        }
        in_ = {compressed_.data(), count, 0};
        return count > 0;
    }

    byte_source& source_;
    std::string file_;
    std::unique_ptr<ZSTD_DStream, free_stream> state_;
    std::array<char, 32768> compressed_{};
    ZSTD_inBuffer in_{compressed_.data(), 0, 0};
    bool inside_frame_ = false;
    bool waiting_ = false;
};

} // namespace

bool is_gzip(std::string_view start) noexcept {
    return start.starts_with("\x1f\x8b\x08");
}

bool is_zstd(std::string_view start) noexcept {
    return start.starts_with("\x28\xb5\x2f\xfd");
}

std::unique_ptr<byte_source> decompress_gzip(byte_source& source, std::string file) {
    return std::make_unique<gzip_source>(source, std::move(file));
}

std::unique_ptr<byte_source> decompress_zstd(byte_source& source, std::string file) {
    return std::make_unique<zstd_source>(source, std::move(file));
}

} // namespace dunlin::seeder
