// SPDX-License-Identifier: MIT
#include "copy/copy_text.hpp"
#include "generator/value_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::seeder {
namespace {

class array_values final : public value_generator {
public:
    array_values(std::unique_ptr<value_generator> element, std::int64_t min_count,
                 std::int64_t max_count)
        : element_(std::move(element)), min_count_(static_cast<std::uint64_t>(min_count)),
          max_count_(static_cast<std::uint64_t>(max_count)) {}

    void append(std::string& out, random_numbers& random) override {
        const std::uint64_t count = min_count_ + random.below(max_count_ - min_count_ + 1);
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
        return max_count_ == 0 ? 1 : element_->capacity();
    }
    /// The minimum number of equal elements, distinct because the element is.
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        scratch_.clear();
        if (max_count_ > 0) {
            element_->append_nth(scratch_, random, n);
        }
        out += '{';
        for (std::uint64_t i = 0; i < std::min(max_count_, std::max<std::uint64_t>(1, min_count_));
             ++i) {
            out += i == 0 ? "" : ",";
            append_array_element(out, scratch_);
        }
        out += '}';
    }
    [[nodiscard]] std::string describe() const override {
        return fmt::format("an array of {} to {} elements: {}", min_count_, max_count_,
                           element_->describe());
    }

private:
    std::unique_ptr<value_generator> element_;
    std::uint64_t min_count_;
    std::uint64_t max_count_;
    std::string scratch_;
};

} // namespace

generator_result make_array_values(std::unique_ptr<value_generator> element,
                                   const value_rule& rule) {
    const std::int64_t max_count =
        rule.max_elements.value_or(std::max<std::int64_t>(4, rule.min_elements));
    if (max_count < rule.min_elements) {
        return {nullptr, "its constraints leave no length"};
    }
    return {std::make_unique<array_values>(std::move(element), rule.min_elements,
                                           std::min(max_count, rule.min_elements + 4)),
            {}};
}

} // namespace dunlin::seeder
