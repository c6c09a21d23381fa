// SPDX-License-Identifier: MIT
#pragma once

#include "generator/allowed_ranges.hpp"
#include "generator/ordinal.hpp"
#include "generator/value_generator.hpp"

namespace dunlin::seeder {

/// Values of an ordinal type within ranges.
class ordinal_values final : public value_generator {
public:
    /// The ranges must be sorted and not empty.
    ordinal_values(ordinal_type type, ordinal_ranges ranges);

    void append(std::string& out, random_numbers& random) override {
        type_.append(out, draw(random));
    }
    [[nodiscard]] std::uint64_t capacity() const override { return size_; }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override {
        type_.append(out, number(n));
    }
    [[nodiscard]] std::string describe() const override;

    [[nodiscard]] const ordinal_type& type() const noexcept { return type_; }
    /// A random number from the ranges.
    std::int64_t draw(random_numbers& random) const { return number(random.below(size_)); }
    /// A random number from `low` to `high`; false if none was found.
    bool draw_between(random_numbers& random, std::int64_t low, std::int64_t high,
                      std::int64_t& number) const;
    /// The n-th number of the ranges.
    [[nodiscard]] std::int64_t number(std::uint64_t n) const;
    /// Removes the numbers up to this one.
    void begin_after(std::int64_t number);

private:
    void count_values();

    ordinal_type type_;
    ordinal_ranges ranges_;
    std::uint64_t size_ = 0;
};

} // namespace dunlin::seeder
