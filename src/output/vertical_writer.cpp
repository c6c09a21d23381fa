// SPDX-License-Identifier: MIT
#include "writers.hpp"

#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::output {
namespace {

constexpr std::size_t rule_width = 40;

/// A block per row, a line per column; line feeds in a value continue below it.
class vertical_writer final : public row_writer {
public:
    vertical_writer(sink& out, const row_options& options) : out_(out), options_(options) {}

    void columns(std::vector<column> columns) override {
        std::size_t widest = 0;
        for (const auto& column : columns) {
            names_.push_back(safe_text(column.name));
            widest = std::max(widest, display_width(names_.back()));
        }
        for (auto& name : names_) {
            name.append(widest - display_width(name), ' ');
            name += " | ";
        }
        continuation_ = '\n' + std::string(widest, ' ') + " | ";
    }

    void row(std::span<const cell> cells) override {
        ++rows_;
        line_ = fmt::format("-[ {} ]", rows_);
        line_.append(rule_width - std::min(rule_width, line_.size()), '-');
        line_ += '\n';
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line_ += names_[i];
            append_value(cells[i]);
            line_ += '\n';
        }
        out_.write(line_);
    }

    void finish(const row_extras& extras) override {
        if (options_.footer) {
            out_.write(footer_text(rows_, extras));
        }
        out_.flush();
    }

private:
    void append_value(const cell& value) {
        if (!value) {
            line_ += options_.colour ? fmt::format("\x1b[2m{}\x1b[0m", null_symbol)
                                     : std::string(null_symbol);
            return;
        }
        const std::string lines = safe_lines(*value);
        for (const char c : lines) {
            if (c == '\n') {
                line_ += continuation_;
            } else {
                line_ += c;
            }
        }
    }

    sink& out_;
    row_options options_;
    std::vector<std::string> names_;
    std::string continuation_;
    std::string line_;
    std::int64_t rows_ = 0;
};

} // namespace

std::unique_ptr<row_writer> make_vertical_writer(sink& out, const row_options& options) {
    return std::make_unique<vertical_writer>(out, options);
}

} // namespace dunlin::output
