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
        .with_hint(fmt::format("the file begins as {} but is damaged or cut short", format));
}

class gzip_source final : public byte_source {
public:
    gzip_source(byte_source& from, std::string file) : from_(from), file_(std::move(file)) {
        // 15: the largest window; 16 more: gzip members only, as zlib.h has it.
        if (inflateInit2(&state_, 15 + 16) != Z_OK) {
            fail_damaged(file_, "gzip", "zlib cannot start");
        }
    }
    ~gzip_source() override { inflateEnd(&state_); }
    gzip_source(const gzip_source&) = delete;
    gzip_source& operator=(const gzip_source&) = delete;

    std::size_t read(std::span<char> into) override {
        state_.next_out = reinterpret_cast<Bytef*>(into.data());
        state_.avail_out = static_cast<uInt>(into.size());
        while (state_.avail_out == into.size()) {
            if (state_.avail_in == 0 && !refill()) {
                break;
            }
            step();
        }
        return into.size() - state_.avail_out;
    }

private:
    /// Whether there is more to decompress.
    bool refill() {
        const std::size_t got = from_.read(packed_);
        if (got == 0 && inside_member_) {
            fail_damaged(file_, "gzip", "it ends in the middle");
        }
        state_.next_in = reinterpret_cast<Bytef*>(packed_.data());
        state_.avail_in = static_cast<uInt>(got);
        return got > 0;
    }

    void step() {
        inside_member_ = true;
        const int status = inflate(&state_, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            inside_member_ = false;
            inflateReset(&state_);
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            fail_damaged(file_, "gzip", state_.msg != nullptr ? state_.msg : "unknown data");
        }
    }

    byte_source& from_;
    std::string file_;
    z_stream state_{};
    std::array<char, 32768> packed_{};
    bool inside_member_ = false;
};

class zstd_source final : public byte_source {
public:
    zstd_source(byte_source& from, std::string file)
        : from_(from), file_(std::move(file)), state_(ZSTD_createDStream()) {
        if (!state_) {
            fail_damaged(file_, "zstd", "libzstd cannot start");
        }
    }

    std::size_t read(std::span<char> into) override {
        ZSTD_outBuffer out{into.data(), into.size(), 0};
        while (out.pos == 0 && (waiting_ || in_.pos < in_.size || refill())) {
            const std::size_t status = ZSTD_decompressStream(state_.get(), &out, &in_);
            if (ZSTD_isError(status) != 0) {
                fail_damaged(file_, "zstd", ZSTD_getErrorName(status));
            }
            inside_frame_ = status != 0;
            // A full buffer may have left output inside: the next call brings it out.
            waiting_ = inside_frame_ && out.pos == out.size;
        }
        return out.pos;
    }

private:
    struct free_stream {
        void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
    };

    /// Whether there is more to decompress.
    bool refill() {
        const std::size_t got = from_.read(packed_);
        if (got == 0 && inside_frame_) {
            fail_damaged(file_, "zstd", "it ends in the middle");
        }
        in_ = {packed_.data(), got, 0};
        return got > 0;
    }

    byte_source& from_;
    std::string file_;
    std::unique_ptr<ZSTD_DStream, free_stream> state_;
    std::array<char, 32768> packed_{};
    ZSTD_inBuffer in_{packed_.data(), 0, 0};
    bool inside_frame_ = false;
    bool waiting_ = false;
};

} // namespace

bool looks_gzip(std::string_view start) noexcept {
    return start.starts_with("\x1f\x8b\x08");
}

bool looks_zstd(std::string_view start) noexcept {
    return start.starts_with("\x28\xb5\x2f\xfd");
}

std::unique_ptr<byte_source> unpack_gzip(byte_source& from, std::string file) {
    return std::make_unique<gzip_source>(from, std::move(file));
}

std::unique_ptr<byte_source> unpack_zstd(byte_source& from, std::string file) {
    return std::make_unique<zstd_source>(from, std::move(file));
}

} // namespace dunlin::seeder
