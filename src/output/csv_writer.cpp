// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/sink.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

namespace dunlin::output {
namespace {

constexpr std::array<bool, 256> make_special_table() {
    std::array<bool, 256> special{};
    for (const unsigned char c : {'"', ',', '\n', '\r'}) {
        special[c] = true;
    }
    return special;
}
constexpr auto is_special = make_special_table();

bool special(char c) noexcept {
    return is_special[static_cast<unsigned char>(c)];
}

/// Whether one of eight bytes is 0x2C or less, as all special ones are.
bool may_be_special(const char* bytes) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes, sizeof word);
    constexpr std::uint64_t ones = 0x0101010101010101ULL;
    constexpr std::uint64_t tops = 0x8080808080808080ULL;
    return ((word - ones * (',' + 1)) & ~word & tops) != 0;
}

bool needs_quotes(std::string_view text) noexcept {
    std::size_t at = 0;
    for (; text.size() - at >= 8; at += 8) {
        if (may_be_special(text.data() + at) &&
            std::any_of(text.begin() + at, text.begin() + at + 8, special)) {
            return true;
        }
    }
    return text.empty() || std::any_of(text.begin() + at, text.end(), special);
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    std::size_t begin = 0;
    for (auto at = text.find('"'); at != std::string_view::npos; at = text.find('"', begin)) {
        out.append(text, begin, at - begin + 1);
        out += '"';
        begin = at + 1;
    }
    out.append(text, begin);
    out += '"';
}

/// Kinds whose values never contain a comma, a quote or a line end.
bool is_plain(const column& described) noexcept {
    return !described.array &&
           (described.kind == value_kind::number || described.kind == value_kind::boolean ||
            described.kind == value_kind::timestamp || described.kind == value_kind::timestamp_tz);
}

/// RFC 4180 with LF as the line end, as PostgreSQL's COPY and psql write it.
class csv_writer final : public row_writer {
public:
    csv_writer(sink& out, bool has_header) : out_(out), has_header_(has_header) {}

    void columns(std::vector<column> columns) override {
        single_ = columns.size() == 1;
        std::vector<cell> names;
        names.reserve(columns.size());
        for (const auto& column : columns) {
            names.emplace_back(column.name);
        }
        plain_.assign(columns.size(), false);
        if (has_header_) {
            row(names);
        }
        for (std::size_t i = 0; i < columns.size(); ++i) {
            plain_[i] = is_plain(columns[i]) ? 1 : 0;
        }
    }

    void row(std::span<const cell> cells) override {
        line_.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) {
                line_ += ',';
            }
            if (cells[i]) {
                append(*cells[i], plain_[i] != 0);
            }
        }
        line_ += '\n';
        out_.write(line_);
    }

    void finish(const row_extras&) override { out_.flush(); }

private:
    void append(std::string_view text, bool plain) {
        if (plain && !text.empty()) {
            line_ += text;
            return;
        }
        // A line of `\.` alone would end the data for COPY FROM before PostgreSQL 17.
        if (needs_quotes(text) || (single_ && text == "\\.")) {
            append_quoted(line_, text);
        } else {
            line_ += text;
        }
    }

    sink& out_;
    bool has_header_;
    bool single_ = false;
    std::vector<unsigned char> plain_; ///< per column: whether its values never need quotes
    std::string line_;
};

} // namespace

std::unique_ptr<row_writer> make_csv_writer(sink& out, const row_options& options) {
    return std::make_unique<csv_writer>(out, options.header);
}

} // namespace dunlin::output
