// SPDX-License-Identifier: MIT
#include "copy/copy_text.hpp"
#include "generator/make_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::seeder {
namespace {

struct record_part {
    std::string name;
    std::unique_ptr<value_generator> values; ///< null: always NULL
};

/// (a,b,c) of a composite type. The part with the most values keeps the n-th ones apart.
class record_values final : public value_generator {
public:
    explicit record_values(std::vector<record_part> parts) : parts_(std::move(parts)) {
        for (const auto& part : parts_) {
            const std::uint64_t count = part.values ? part.values->capacity() : 0;
            if (count > capacity_) {
                capacity_ = count;
                widest_ = &part;
            }
        }
    }

    void append(std::string& out, random_numbers& random) override {
        write(out, [&](const record_part& part) { part.values->append(scratch_, random); });
    }
    [[nodiscard]] std::uint64_t capacity() const override { return capacity_; }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        write(out, [&](const record_part& part) {
            if (&part == widest_) {
                part.values->append_nth(scratch_, random, n);
            } else {
                part.values->append(scratch_, random);
            }
        });
    }
    [[nodiscard]] std::string describe() const override {
        std::string list;
        for (const auto& part : parts_) {
            list += fmt::format("{}{}: {}", list.empty() ? "" : "; ", part.name,
                                part.values ? part.values->describe() : "NULL");
        }
        return "a record of " + list;
    }

private:
    template <class Append> void write(std::string& out, Append append_value) {
        out += '(';
        for (const auto& part : parts_) {
            out += &part == &parts_.front() ? "" : ",";
            if (part.values) {
                scratch_.clear();
                append_value(part);
                append_record_field(out, scratch_);
            }
        }
        out += ')';
    }

    std::vector<record_part> parts_;
    const record_part* widest_ = nullptr;
    std::uint64_t capacity_ = 1;
    std::string scratch_;
};

} // namespace

made_values make_record_values(const type_shape& type) {
    std::vector<record_part> parts;
    for (const auto& attribute : type.attributes) {
        auto made = make_part_values(*attribute.type, {}, {type.name, attribute.name});
        if (!made.values && attribute.type->domain_not_null) {
            return {nullptr, fmt::format("{} of {}: {}", attribute.name, type.name, made.problem)};
        }
        parts.push_back({attribute.name, std::move(made.values)});
    }
    return {std::make_unique<record_values>(std::move(parts)), {}};
}

} // namespace dunlin::seeder
