// SPDX-License-Identifier: MIT
#pragma once

#include <read/input.hpp>

#include <algorithm>
#include <string>
#include <string_view>

namespace dunlin::test {

/// A text as a source that gives it out in pieces of a size, so that every place is once the border
/// of two pieces.
class text_source final : public dunlin::seeder::byte_source {
public:
    text_source(std::string_view text, std::size_t chunk) : rest_(text), piece_(chunk) {}

    std::size_t read(std::span<char> into) override {
        const std::size_t size = std::min({into.size(), piece_, rest_.size()});
        std::copy_n(rest_.data(), size, into.data());
        rest_.remove_prefix(size);
        return size;
    }

private:
    std::string_view rest_;
    std::size_t piece_;
};

} // namespace dunlin::test
