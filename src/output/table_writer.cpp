// SPDX-License-Identifier: MIT
#include "table_layout.hpp"
#include "writers.hpp"

#include <dunlin/output/safe_text.hpp>
#include <dunlin/output/sink.hpp>

#include <algorithm>
#include <utility>

namespace dunlin::output {
namespace {

constexpr std::size_t measured_rows = 1000;
constexpr std::size_t measured_bytes = 1UL * 1024 * 1024;

bool is_right_aligned(const column& described) noexcept {
    return described.kind == value_kind::number && !described.array;
}

/// Writes aligned columns: " id | name". Keeps the first rows back to measure them.
class table_writer final : public row_writer {
public:
    table_writer(sink& out, const row_options& options) : out_(out), options_(options) {}

    void columns(std::vector<column> columns) override {
        columns_ = std::move(columns);
        for (const auto& column : columns_) {
            headings_.push_back(safe_text(column.name));
            const std::size_t width = options_.header ? display_width(headings_.back()) : 0;
            natural_.push_back({width, width, column.omit_order});
            wraps_.push_back(wraps(column));
        }
    }

    void row(std::span<const cell> cells) override {
        if (vertical_) {
            vertical_->row(cells);
            return;
        }
        ++rows_;
        if (measured_) {
            write_row(cells);
            return;
        }
        hold(cells);
        if (static_cast<std::size_t>(rows_) >= measured_rows || held_bytes_ >= measured_bytes) {
            begin_writing();
        }
    }

    void finish(const row_extras& extras) override {
        if (!measured_ && !vertical_) {
            begin_writing();
        }
        if (vertical_) {
            vertical_->finish(extras);
            return;
        }
        if (options_.footer) {
            out_.write(footer_text(rows_, extras));
        }
        write_omitted();
        out_.flush();
    }

private:
    using held_row = std::vector<std::optional<std::string>>;

    void measure(std::size_t i, const cell& value) {
        const std::string_view raw = value.value_or(null_symbol);
        const std::string safe = is_safe(raw) ? std::string() : safe_text(raw);
        const std::string_view text = safe.empty() ? raw : safe;
        const std::size_t cells = display_width(text);
        natural_[i].cells = std::max(natural_[i].cells, cells);
        if (options_.width != 0) {
            natural_[i].least =
                std::max(natural_[i].least, wraps_[i] ? least_width(text, cells) : cells);
        }
    }

    void hold(std::span<const cell> cells) {
        held_row row_copy;
        row_copy.reserve(cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            measure(i, cells[i]);
            held_bytes_ += cells[i] ? cells[i]->size() : 0;
            row_copy.emplace_back(cells[i]);
        }
        held_.push_back(std::move(row_copy));
    }

    void begin_writing() {
        auto fitted = fit_columns(natural_, options_.width);
        if (!fitted) {
            vertical_ = make_vertical_writer(out_, options_);
            vertical_->columns(columns_);
        } else {
            layout_ = std::move(*fitted);
            measured_ = true;
            write_head();
        }
        std::vector<cell> cells;
        for (const auto& row_copy : std::exchange(held_, {})) {
            cells.assign(row_copy.begin(), row_copy.end());
            if (vertical_) {
                vertical_->row(cells);
            } else {
                write_row(cells);
            }
        }
    }

    void write_head() {
        if (columns_.empty() || !options_.header) {
            return;
        }
        const std::vector<cell> names(headings_.begin(), headings_.end());
        is_head_ = true;
        write_row(names);
        is_head_ = false;
        line_.clear();
        for (std::size_t i = 0; i < layout_.widths.size(); ++i) {
            line_ += i == 0 ? "-" : "-+-";
            line_.append(layout_.widths[i], '-');
        }
        line_ += '\n';
        out_.write(line_);
    }

    void write_omitted() {
        std::string names;
        for (std::size_t i = 0; i < headings_.size(); ++i) {
            if (std::find(layout_.shown.begin(), layout_.shown.end(), i) == layout_.shown.end()) {
                names += (names.empty() ? "" : ", ") + headings_[i];
            }
        }
        if (names.empty()) {
            return;
        }
        const std::string text = "(not shown: " + names + "; -o vertical shows all columns)";
        for (std::string_view rest = text; !rest.empty();) {
            out_.write(std::string(remove_words(rest, options_.width)) + "\n");
        }
    }

    /// Writes one line, or several when a cell is wrapped.
    void write_row(std::span<const cell> cells) {
        if (cells.empty()) {
            return;
        }
        texts_.resize(cells.size());
        rest_.resize(cells.size());
        for (const std::size_t i : layout_.shown) {
            rest_[i] = cells[i].value_or(null_symbol);
            if (!is_safe(rest_[i])) {
                texts_[i].clear();
                append_safe_text(texts_[i], rest_[i]);
                rest_[i] = texts_[i];
            }
        }
        for (bool more = true; more;) {
            more = write_line(cells);
        }
    }

    /// Writes as much of each cell as fits into its column. Returns whether anything is left.
    bool write_line(std::span<const cell> cells) {
        line_.clear();
        bool more = false;
        for (std::size_t position = 0; position < layout_.shown.size(); ++position) {
            const std::size_t i = layout_.shown[position];
            const std::size_t width = layout_.widths[position];
            line_ += position == 0 ? " " : " | ";
            const std::string_view part = next_part(i, width);
            more = more || !rest_[i].empty();
            append_padded(part, width, is_right_aligned(columns_[i]), style_of(i, cells[i]));
        }
        line_.erase(line_.find_last_not_of(' ') + 1);
        line_ += '\n';
        out_.write(line_);
        return more;
    }

    std::string_view next_part(std::size_t i, std::size_t width) {
        if (options_.width == 0 || !wraps_[i]) {
            return std::exchange(rest_[i], {});
        }
        return remove_words(rest_[i], width);
    }

    void append_padded(std::string_view part, std::size_t width, bool to_the_right, style kind) {
        const std::size_t blanks = width - std::min(width, display_width(part));
        if (to_the_right) {
            line_.append(blanks, ' ');
        }
        if (options_.colour) {
            line_ += styled(part, kind, true);
        } else {
            line_ += part;
        }
        if (!to_the_right) {
            line_.append(blanks, ' ');
        }
    }

    [[nodiscard]] style style_of(std::size_t i, const cell& value) const {
        if (is_head_) {
            return style::heading;
        }
        return cell_style(columns_[i], value);
    }

    sink& out_;
    row_options options_;
    std::vector<column> columns_;
    std::vector<std::string> headings_;
    std::vector<column_width> natural_;
    std::vector<bool> wraps_;
    table_layout layout_;
    std::vector<held_row> held_;
    std::size_t held_bytes_ = 0;
    std::int64_t rows_ = 0;
    bool measured_ = false;
    std::unique_ptr<row_writer> vertical_; ///< set when the columns do not fit
    bool is_head_ = false;
    std::vector<std::string> texts_;     ///< the current row's cells that had to be made safe
    std::vector<std::string_view> rest_; ///< what remains of the current row
    std::string line_;
};

} // namespace

std::unique_ptr<row_writer> make_table_writer(sink& out, const row_options& options) {
    return std::make_unique<table_writer>(out, options);
}

} // namespace dunlin::output
