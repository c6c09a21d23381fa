// SPDX-License-Identifier: MIT
#include "generator/allowed_ranges.hpp"
#include "generator/value_families.hpp"

#include <fmt/format.h>

namespace dunlin::seeder {
namespace {

/// [low, high) over an ordinal type. The ranges of append_nth() do not overlap.
class range_values final : public value_generator {
public:
    range_values(ordinal_type type, std::int64_t width, bool in_braces)
        : type_(type), width_(width), in_braces_(in_braces) {
        const auto range = allowed_ranges(type, {}, "", false).front();
        first_ = range.first;
        start_count_ = static_cast<std::uint64_t>(range.second - range.first + 1);
    }

    void append(std::string& out, random_numbers& random) override {
        const std::int64_t low = first_ + static_cast<std::int64_t>(random.below(start_count_));
        write(out, low,
              low + 1 +
                  static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(width_))));
    }
    [[nodiscard]] std::uint64_t capacity() const override {
        return static_cast<std::uint64_t>((type_.max_value - first_) / width_) - 1;
    }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        const std::int64_t low = first_ + static_cast<std::int64_t>(n) * width_;
        write(out, low,
              low + 1 +
                  static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(width_))));
    }
    [[nodiscard]] std::string describe() const override {
        return "a range from " + type_.text(first_) + " up";
    }

private:
    void write(std::string& out, std::int64_t low, std::int64_t high) const {
        out += in_braces_ ? "{[" : "[";
        type_.append(out, low);
        out += ',';
        type_.append(out, high);
        out += in_braces_ ? ")}" : ")";
    }

    ordinal_type type_;
    std::int64_t width_;
    bool in_braces_;
    std::int64_t first_ = 0;
    std::uint64_t start_count_ = 1; ///< the numbers where append() lets ranges start
};

} // namespace

generator_result make_range_values(const type_shape& type) {
    const auto ordinal = ordinal_of(*type.element);
    if (!ordinal) {
        return {nullptr, fmt::format("there is no generator for the type {}", type.printed)};
    }
    using base_type = ordinal_type::base_type;
    const bool in_seconds =
        ordinal->base == base_type::timestamp || ordinal->base == base_type::timestamp_tz;
    return {std::make_unique<range_values>(*ordinal, in_seconds ? 3600 : 30, type.kind == 'm'), {}};
}

} // namespace dunlin::seeder
