// SPDX-License-Identifier: MIT
#include "text_source.hpp"

#include <dunlin/base/error.hpp>

#include <read/decompress.hpp>
#include <support/caught.hpp>
#include <zlib.h>
#include <zstd.h>

using namespace dunlin;
using namespace dunlin::seeder;

namespace {

std::string gzip(const std::string& text) {
    z_stream state{};
    deflateInit2(&state, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(text.size() + 1000, '\0');
    state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    state.avail_in = static_cast<uInt>(text.size());
    state.next_out = reinterpret_cast<Bytef*>(out.data());
    state.avail_out = static_cast<uInt>(out.size());
    deflate(&state, Z_FINISH);
    out.resize(state.total_out);
    deflateEnd(&state);
    return out;
}

std::string zstd(const std::string& text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

std::string sample() {
    std::string text;
    for (int i = 0; i < 20000; ++i) {
        text += std::to_string(i * 7919 % 10007) + ",widget\n";
    }
    return text;
}

std::string drain(byte_source& from, std::size_t buffer) {
    std::string all;
    std::string chunk(buffer, '\0');
    for (std::size_t count = from.read(chunk); count > 0; count = from.read(chunk)) {
        all.append(chunk, 0, count);
    }
    return all;
}

using unpack = std::unique_ptr<byte_source> (*)(byte_source&, std::string);

std::string decompress(unpack function, const std::string& packed, std::size_t chunk,
                       std::size_t buffer) {
    dunlin::test::text_source source(packed, chunk);
    return drain(*function(source, "x"), buffer);
}

} // namespace

TEST_CASE("packed text comes out as it was, however it is cut") {
    const std::string text = sample();
    for (const std::size_t chunk : {1UL, 7UL, 32768UL}) {
        for (const std::size_t buffer : {64UL, 131072UL}) {
            CHECK((decompress(decompress_gzip, gzip(text), chunk, buffer) == text));
            CHECK((decompress(decompress_zstd, zstd(text), chunk, buffer) == text));
        }
    }
}

TEST_CASE("several members or frames after each other are one text") {
    const std::string text = sample();
    CHECK((decompress(decompress_gzip, gzip(text) + gzip("end"), 999, 4096) == text + "end"));
    CHECK((decompress(decompress_zstd, zstd(text) + zstd("end"), 999, 4096) == text + "end"));
    CHECK(decompress(decompress_gzip, gzip(""), 1, 10).empty());
    CHECK(decompress(decompress_zstd, zstd(""), 1, 10).empty());
}

TEST_CASE("damaged and cut files are errors that name the file") {
    std::string packed = gzip(sample());
    CHECK_THROWS_WITH_AS(
        decompress(decompress_gzip, packed.substr(0, packed.size() / 2), 500, 4096),
        "cannot decompress x: unexpected end of file", error);
    packed[packed.size() / 2] ^= 0x55;
    CHECK_THROWS_AS(decompress(decompress_gzip, packed, 500, 4096), error);
    packed = zstd(sample());
    CHECK_THROWS_WITH_AS(
        decompress(decompress_zstd, packed.substr(0, packed.size() / 2), 500, 4096),
        "cannot decompress x: unexpected end of file", error);
}

TEST_CASE("formats are told by their first bytes") {
    CHECK(is_gzip(gzip("x")));
    CHECK(is_zstd(zstd("x")));
    CHECK_FALSE(is_gzip("a,b"));
    CHECK_FALSE(is_zstd(""));
}
