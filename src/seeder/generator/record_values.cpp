// SPDX-License-Identifier: MIT
#include "copy/copy_text.hpp"
#include "generator/value_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::seeder {
namespace {

/// (a,b,c) of a composite type. The field with the most values keeps the n-th ones apart.
class record_values final : public value_generator {
public:
    explicit record_values(std::vector<record_field> fields) : fields_(std::move(fields)) {
        for (const auto& field : fields_) {
            const std::uint64_t count = field.generator ? field.generator->capacity() : 0;
            if (count > capacity_) {
                capacity_ = count;
                widest_ = &field;
            }
        }
    }

    void append(std::string& out, random_numbers& random) override {
        write(out, [&](const record_field& field) { field.generator->append(scratch_, random); });
    }
    [[nodiscard]] std::uint64_t capacity() const override { return capacity_; }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t n) override {
        write(out, [&](const record_field& field) {
            if (&field == widest_) {
                field.generator->append_nth(scratch_, random, n);
            } else {
                field.generator->append(scratch_, random);
            }
        });
    }
    [[nodiscard]] std::string describe() const override {
        std::string list;
        for (const auto& field : fields_) {
            list += fmt::format("{}{}: {}", list.empty() ? "" : "; ", field.name,
                                field.generator ? field.generator->describe() : "NULL");
        }
        return "a record of " + list;
    }

private:
    template <class Append> void write(std::string& out, Append append_value) {
        out += '(';
        for (const auto& field : fields_) {
            out += &field == &fields_.front() ? "" : ",";
            if (field.generator) {
                scratch_.clear();
                append_value(field);
                append_record_field(out, scratch_);
            }
        }
        out += ')';
    }

    std::vector<record_field> fields_;
    const record_field* widest_ = nullptr;
    std::uint64_t capacity_ = 1;
    std::string scratch_;
};

} // namespace

std::unique_ptr<value_generator> make_record_values(std::vector<record_field> fields) {
    return std::make_unique<record_values>(std::move(fields));
}

} // namespace dunlin::seeder
