// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/sink.hpp>

#include <array>

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

bool needs_quotes(std::string_view text) noexcept {
    bool found = text.empty();
    for (const char c : text) {
        found |= is_special[static_cast<unsigned char>(c)];
    }
    return found;
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

/// RFC 4180 with LF as the line end, as PostgreSQL's COPY and psql write it.
class csv_writer final : public row_writer {
public:
    explicit csv_writer(sink& out) : out_(out) {}

    void columns(std::vector<column> columns) override {
        single_ = columns.size() == 1;
        std::vector<cell> names;
        for (const auto& each : columns) {
            names.emplace_back(each.name);
        }
        row(names);
    }

    void row(std::span<const cell> cells) override {
        line_.clear();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) {
                line_ += ',';
            }
            if (cells[i]) {
                append(*cells[i]);
            }
        }
        line_ += '\n';
        out_.write(line_);
    }

    void finish(const row_extras&) override { out_.flush(); }

private:
    void append(std::string_view text) {
        // A line of `\.` alone would end the data for COPY FROM before PostgreSQL 17.
        if (needs_quotes(text) || (single_ && text == "\\.")) {
            append_quoted(line_, text);
        } else {
            line_ += text;
        }
    }

    sink& out_;
    bool single_ = false;
    std::string line_;
};

} // namespace

std::unique_ptr<row_writer> make_csv_writer(sink& out) {
    return std::make_unique<csv_writer>(out);
}

} // namespace dunlin::output
