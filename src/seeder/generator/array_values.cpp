// SPDX-License-Identifier: MIT
#include "copy/copy_text.hpp"
#include "generator/ordinal_values.hpp"
#include "generator/value_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::seeder {
namespace {

class array_values final : public value_generator {
public:
    array_values(std::unique_ptr<value_generator> element, std::int64_t least, std::int64_t most)
        : element_(std::move(element)), least_(static_cast<std::uint64_t>(least)),
          most_(static_cast<std::uint64_t>(most)) {}

    void append(std::string& out, random_numbers& random) override {
        const std::uint64_t count = least_ + random.below(most_ - least_ + 1);
        out += '{';
        for (std::uint64_t i = 0; i < count; ++i) {
            scratch_.clear();
            element_->append(scratch_, random);
            out += i == 0 ? "" : ",";
            append_array_element(out, scratch_);
        }
        out += '}';
    }
    [[nodiscard]] std::uint64_t capacity() const override {
        return most_ == 0 ? 1 : element_->capacity();
    }
    /// As many equal elements as there must be: distinct because the element is.
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        scratch_.clear();
        if (most_ > 0) {
            element_->append_nth(scratch_, random, n);
        }
        out += '{';
        for (std::uint64_t i = 0; i < std::min(most_, std::max<std::uint64_t>(1, least_)); ++i) {
            out += i == 0 ? "" : ",";
            append_array_element(out, scratch_);
        }
        out += '}';
    }
    [[nodiscard]] std::string describe() const override {
        return fmt::format("a list of {} to {}: {}", least_, most_, element_->describe());
    }

private:
    std::unique_ptr<value_generator> element_;
    std::uint64_t least_;
    std::uint64_t most_;
    std::string scratch_;
};

/// [low, high) over a counted type. The n-th ranges do not overlap.
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
        return static_cast<std::uint64_t>((type_.greatest - first_) / width_) - 1;
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

generator_result make_array_values(std::unique_ptr<value_generator> element,
                                   const value_rule& rule) {
    const std::int64_t most =
        rule.max_elements.value_or(std::max<std::int64_t>(4, rule.min_elements));
    if (most < rule.min_elements) {
        return {nullptr, "its constraints leave no length"};
    }
    return {std::make_unique<array_values>(std::move(element), rule.min_elements,
                                           std::min(most, rule.min_elements + 4)),
            {}};
}

generator_result make_range_values(const type_shape& type) {
    const auto ordinal = ordinal_of(*type.element);
    if (!ordinal) {
        return {nullptr, fmt::format("there is no generator for the type {}", type.printed)};
    }
    using kind = ordinal_type::kind;
    const bool in_seconds = ordinal->what == kind::timestamp || ordinal->what == kind::timestamp_tz;
    return {std::make_unique<range_values>(*ordinal, in_seconds ? 3600 : 30, type.kind == 'm'), {}};
}

} // namespace dunlin::seeder
