// SPDX-License-Identifier: MIT
#include "query/row_printer.hpp"

#include <dunlin/output/sink.hpp>

#include <utility>

namespace dunlin::commands {

row_printer::row_printer(output::sink& out, options what)
    : what_(std::move(what)), writer_(output::make_row_writer(what_.format, out, what_.rows)) {}

void row_printer::begin(std::vector<output::column> columns) {
    begun_ = true;
    cells_.resize(columns.size());
    writer_->columns(std::move(columns));
}

void row_printer::columns(const std::vector<sqldb::column>& described) {
    // A command without rows has nothing to show, except that JSON promises a document.
    if (!described.empty() || what_.format == output::format::json) {
        begin(what_.describe(described));
    }
}

bool row_printer::row(const sqldb::row& one) {
    if (what_.max_rows && written_ >= *what_.max_rows) {
        truncated_ = true;
        return what_.must_complete;
    }
    if (!begun_) {
        begin({});
    }
    for (std::size_t i = 0; i < cells_.size(); ++i) {
        const std::string_view text = one.text(i);
        // Only an empty text can be a NULL.
        if (text.empty() && one.is_null(i)) {
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
    if (!begun_) {
        return;
    }
    output::row_extras extras;
    extras.truncated = truncated_;
    if (what_.must_complete) {
        extras.affected = end.affected;
        extras.written_to = what_.written_to;
    }
    writer_->finish(extras);
}

} // namespace dunlin::commands
