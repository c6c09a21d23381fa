// SPDX-License-Identifier: MIT
#include "generator/value_families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace dunlin::seeder {
namespace {

void append_hexadecimal(std::string& out, std::uint64_t number, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
        out += "0123456789abcdef"[(number >> static_cast<unsigned>(shift)) & 15U];
    }
}

class boolean_values final : public value_generator {
public:
    void append(std::string& out, random_numbers& random) override {
        out += random.below(2) == 0 ? 't' : 'f';
    }
    [[nodiscard]] std::uint64_t capacity() const override { return 2; }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override {
        out += n == 0 ? 't' : 'f';
    }
    [[nodiscard]] std::string describe() const override { return "true or false"; }
};

/// Version 4 (RFC 4122). Its 122 random bits are distinct for all practical purposes.
class uuid_values final : public value_generator {
public:
    void append(std::string& out, random_numbers& random) override {
        const std::uint64_t high = (random.next() & ~0xF000ULL) | 0x4000U;
        const std::uint64_t low = (random.next() >> 2U) | 0x8000000000000000U;
        append_hexadecimal(out, high >> 32U, 8);
        out += '-';
        append_hexadecimal(out, high >> 16U, 4);
        out += '-';
        append_hexadecimal(out, high, 4);
        out += '-';
        append_hexadecimal(out, low >> 48U, 4);
        out += '-';
        append_hexadecimal(out, low, 12);
    }
    [[nodiscard]] std::uint64_t capacity() const override { return unlimited; }
    void append_nth(std::string& out, random_numbers& random, std::uint64_t) override {
        append(out, random);
    }
    [[nodiscard]] std::string describe() const override { return "a UUID"; }
};

/// Values that are computed from a number.
class numbered_values final : public value_generator {
public:
    using writer = std::function<void(std::string&, std::uint64_t)>;

    numbered_values(std::string description, std::uint64_t capacity, writer write)
        : description_(std::move(description)), capacity_(capacity), write_(std::move(write)) {}

    void append(std::string& out, random_numbers& random) override {
        write_(out, random.below(capacity_));
    }
    [[nodiscard]] std::uint64_t capacity() const override { return capacity_; }
    void append_nth(std::string& out, random_numbers&, std::uint64_t n) override { write_(out, n); }
    [[nodiscard]] std::string describe() const override { return description_; }

private:
    std::string description_;
    std::uint64_t capacity_;
    writer write_;
};

std::unique_ptr<value_generator> make_numbered(std::string description, std::uint64_t capacity,
                                               numbered_values::writer write) {
    return std::make_unique<numbered_values>(std::move(description), capacity, std::move(write));
}

constexpr std::uint64_t four_bytes = std::uint64_t{1} << 32U;

void append_address(std::string& out, std::uint64_t n) {
    // In the private network 10.0.0.0/8 (RFC 1918).
    out += fmt::format("10.{}.{}.{}", (n >> 16U) & 255U, (n >> 8U) & 255U, n & 255U);
}

void append_bits(std::string& out, std::uint64_t n, int width) {
    for (int i = width - 1; i >= 0; --i) {
        out += i < 63 && ((n >> static_cast<unsigned>(i)) & 1U) != 0 ? '1' : '0';
    }
}

void append_point(std::string& out, std::uint64_t n) {
    out += fmt::format("({},{})", n % 1000, n / 1000 % 1000);
}

std::unique_ptr<value_generator> make_bit_values(const type_shape& type) {
    const int width = type.modifier > 0 ? type.modifier : type.name == "bit" ? 1 : 16;
    const auto capacity = std::uint64_t{1} << static_cast<unsigned>(std::min(width, 40));
    return make_numbered("bits", capacity, [width](std::string& out, std::uint64_t n) {
        append_bits(out, n, width);
    });
}

std::unique_ptr<value_generator> make_geometric_values(const type_shape& type) {
    const std::string_view name = type.name;
    if (name == "point") {
        return make_numbered("a point", 1000000, append_point);
    }
    if (name == "box" || name == "lseg") {
        const char* form = name == "box" ? "({},{}),({},{})" : "[({},{}),({},{})]";
        return make_numbered("a figure", 1000000, [form](std::string& out, std::uint64_t n) {
            const auto x = n % 1000;
            const auto y = n / 1000;
            out += fmt::format(fmt::runtime(form), x, y, x + 10, y + 10);
        });
    }
    if (name == "circle") {
        return make_numbered("a circle", 1000000, [](std::string& out, std::uint64_t n) {
            out += fmt::format("<({},{}),{}>", n % 1000, n / 1000, 1 + n % 9);
        });
    }
    if (name == "line") {
        return make_numbered("a line", 1000000, [](std::string& out, std::uint64_t n) {
            out += fmt::format("{{{},{},{}}}", 1 + n % 1000, 1, n / 1000);
        });
    }
    if (name == "path" || name == "polygon") {
        return make_numbered("a figure", 1000000, [](std::string& out, std::uint64_t n) {
            const auto x = n % 1000;
            const auto y = n / 1000;
            out += fmt::format("(({},{}),({},{}),({},{}))", x, y, x + 5, y, x, y + 5);
        });
    }
    return nullptr;
}

} // namespace

std::unique_ptr<value_generator> make_plain_values(const type_shape& type) {
    const std::string_view name = type.name;
    if (name == "bool") {
        return std::make_unique<boolean_values>();
    }
    if (name == "uuid") {
        return std::make_unique<uuid_values>();
    }
    if (name == "bytea") {
        return make_numbered("a few bytes", unlimited, [](std::string& out, std::uint64_t n) {
            out += "\\x";
            append_hexadecimal(out, n, 16);
            append_hexadecimal(out, random_numbers::mix(n), 16);
        });
    }
    if (name == "inet") {
        return make_numbered("an address", 1U << 24U, append_address);
    }
    if (name == "cidr") {
        return make_numbered("a network", 1U << 16U, [](std::string& out, std::uint64_t n) {
            append_address(out, n << 8U);
            out += "/24";
        });
    }
    if (name == "macaddr" || name == "macaddr8") {
        const bool is_long = name == "macaddr8";
        return make_numbered("a hardware address", four_bytes,
                             [is_long](std::string& out, std::uint64_t n) {
                                 out += "02:00";
                                 for (int shift = is_long ? 40 : 24; shift >= 0; shift -= 8) {
                                     out += ':';
                                     append_hexadecimal(out, n >> static_cast<unsigned>(shift), 2);
                                 }
                             });
    }
    if (name == "bit" || name == "varbit") {
        return make_bit_values(type);
    }
    if (name == "xml") {
        return make_numbered("an XML element", four_bytes, [](std::string& out, std::uint64_t n) {
            out += fmt::format("<item number=\"{}\"/>", n);
        });
    }
    if (name == "char") {
        return make_numbered("a letter", 26, [](std::string& out, std::uint64_t n) {
            out += static_cast<char>('a' + n);
        });
    }
    if (name == "pg_lsn") {
        return make_numbered("a log position", four_bytes, [](std::string& out, std::uint64_t n) {
            out += fmt::format("0/{:X}", n);
        });
    }
    return make_geometric_values(type);
}

} // namespace dunlin::seeder
