// SPDX-License-Identifier: MIT
#include "query/row_printer.hpp"

#include <dunlin/output/sink.hpp>

#include <utility>

namespace dunlin::commands {

row_printer::row_printer(output::sink& out, options settings)
    : options_(std::move(settings)),
      writer_(output::make_row_writer(options_.format, out, options_.rows)) {}

void row_printer::begin(std::vector<output::column> columns) {
    started_ = true;
    if (options_.on_begin) {
        options_.on_begin();
    }
    cells_.resize(columns.size());
    writer_->columns(std::move(columns));
}

void row_printer::columns(const std::vector<sqldb::column>& described) {
    // Without columns there is nothing to print, but JSON output is always a document.
    if (!described.empty() || options_.format == output::format::json) {
        begin(options_.describe(described));
    }
}

bool row_printer::row(const sqldb::row& row) {
    if (options_.max_rows && written_ >= *options_.max_rows) {
        truncated_ = true;
        return options_.must_complete;
    }
    if (!started_) {
        begin({});
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const std::string_view text = row.text(i);
        // Only empty text can be NULL.
        if (text.empty() && row.is_null(i)) {
            cells_[i] = std::nullopt;
        } else {
            cells_[i] = text;
        }
    }
    writer_->row(cells_);
    ++written_;
    return true;
}

void row_printer::finish(const sqldb::stream_end& end) {
    if (!started_) {
        return;
    }
    output::row_extras extras;
    extras.truncated = truncated_;
    if (options_.must_complete) {
        extras.affected = end.affected;
        extras.written_to = options_.written_to;
    }
    writer_->finish(extras);
}

} // namespace dunlin::commands
