// SPDX-License-Identifier: MIT
#include "table_layout.hpp"
#include "writers.hpp"

#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace dunlin::output {
namespace {

constexpr std::size_t rule_width = 40;
constexpr std::size_t min_width = 20; ///< of values that are wrapped

/// A block per row, a line per column; line feeds in a value, and its words that do not fit,
/// continue below it.
class vertical_writer final : public row_writer {
public:
    vertical_writer(sink& out, const row_options& options) : out_(out), options_(options) {}

    void columns(std::vector<column> columns) override {
        columns_ = std::move(columns);
        std::size_t widest = 0;
        for (const auto& column : columns_) {
            names_.push_back(safe_text(column.name));
            widest = std::max(widest, display_width(names_.back()));
        }
        for (auto& name : names_) {
            name.append(widest - display_width(name), ' ');
            name += " | ";
        }
        continuation_ = '\n' + std::string(widest, ' ') + " | ";
        const std::size_t margin = widest + 3;
        width_ = options_.width >= margin + min_width ? options_.width - margin : 0;
    }

    void row(std::span<const cell> cells) override {
        ++rows_;
        line_ = fmt::format("-[ {} ]", rows_);
        line_.append(rule_width - std::min(rule_width, line_.size()), '-');
        line_ += '\n';
        for (std::size_t i = 0; i < cells.size(); ++i) {
            line_ += names_[i];
            append_value(columns_[i], cells[i]);
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
    void append_value(const column& described, const cell& value) {
        const std::string lines = safe_lines(value.value_or(null_symbol));
        const style kind = cell_style(described, value);
        const bool at_words = width_ != 0 && wraps(described);
        for (std::string_view rest = lines;;) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            append_line(rest.substr(0, end), at_words, kind);
            if (end == rest.size()) {
                return;
            }
            line_ += continuation_;
            rest.remove_prefix(end + 1);
        }
    }

    void append_line(std::string_view line, bool at_words, style kind) {
        while (at_words && !line.empty()) {
            line_ += styled(remove_words(line, width_), kind, options_.colour);
            line_ += line.empty() ? "" : continuation_;
        }
        line_ += styled(line, kind, options_.colour);
    }

    sink& out_;
    row_options options_;
    std::vector<std::string> names_;
    std::vector<column> columns_;
    std::size_t width_ = 0; ///< of the values; 0: no limit
    std::string continuation_;
    std::string line_;
    std::int64_t rows_ = 0;
};

} // namespace

std::unique_ptr<row_writer> make_vertical_writer(sink& out, const row_options& options) {
    return std::make_unique<vertical_writer>(out, options);
}

} // namespace dunlin::output
