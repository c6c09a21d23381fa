// SPDX-License-Identifier: MIT
#include "read/csv_reader.hpp"

#include <dunlin/base/csv_reader.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace dunlin::seeder {
namespace {

constexpr std::size_t buffer_size = 128UL * 1024;

/// The beginning of a record that is too long; more than an excerpt shows.
constexpr std::size_t long_record_prefix = 2 * excerpt_limit;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A table, because this is asked for every byte of a file.
constexpr auto ends_plain_runs = [] {
    std::array<bool, 256> ends{};
    for (const unsigned char c : {',', '\n', '\r', '"'}) {
        ends[c] = true;
    }
    return ends;
}();

bool ends_plain_run(char c) {
    return ends_plain_runs[static_cast<unsigned char>(c)];
}

std::vector<std::string> fields_of(std::string_view record) {
    dunlin::csv_reader reader;
    reader.feed(record, true);
    const auto* fields = reader.next();
    std::vector<std::string> texts(fields == nullptr ? 1 : 0);
    for (std::size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
        texts.emplace_back((*fields)[i].value_or(""));
    }
    return texts;
}

} // namespace

csv_reader::csv_reader(byte_source& source, std::string file, bad_rows& bad, reader_options options)
    : source_(source), file_(std::move(file)), bad_(bad), options_(options) {
    begin_field();
    while (header_.empty() && advance()) {
    }
    header_only_ = false;
    if (header_.empty()) {
        throw error(error_kind::config, fmt::format("{} is empty", file_))
            .with_hint("the first line must contain the column names");
    }
}

std::string_view csv_reader::next() {
    if (returned_) {
        out_.erase(0, record_begin_);
        record_begin_ = 0;
    }
    while (record_begin_ == 0 && advance()) {
    }
    returned_ = true;
    return std::string_view(out_).substr(0, record_begin_);
}

std::size_t csv_reader::skip_through(std::size_t line) {
    skip_through_ = line;
    while (record_begin_ == 0 && advance()) {
    }
    return last_skipped_;
}

bool csv_reader::advance() {
    if (finished_) {
        return false;
    }
    if (!refill()) {
        finished_ = true;
        end_input();
        return false;
    }
    scan();
    require_limits();
    flush(at_);
    return true;
}

bool csv_reader::refill() {
    const std::size_t left = size_ - at_;
    if (in_.size() < left + buffer_size) {
        in_.resize(left + buffer_size);
    }
    std::memmove(in_.data(), in_.data() + at_, left);
    field_end_ -= std::min(field_end_, at_);
    at_ = 0;
    flushed_ = 0;
    size_ = left;
    const bool first = line_ == 1 && out_.empty() && fields_ == 1 && header_.empty();
    do {
        const std::size_t count = source_.read({in_.data() + size_, in_.size() - size_});
        ended_ = count == 0;
        size_ += count;
    } while (first && !ended_ && size_ < byte_order_mark.size());
    if (first) {
        at_ = flushed_ = size_ - without_bom({in_.data(), size_}).size();
        begin_field();
    }
    return at_ < size_ || !ended_;
}

void csv_reader::scan() {
    while (at_ < size_ && !(header_only_ && !header_.empty())) {
        const char c = in_[at_];
        if (after_cr_) {
            after_cr_ = false;
            if (c == '\n') {
                flushed_ = ++at_;
                begin_field();
                continue;
            }
        }
        switch (state_) {
        case state::field_start:
            state_ = c == '"' ? state::quoted : state::unquoted;
            at_ += c == '"' ? 1 : 0;
            break;
        case state::unquoted:
            scan_unquoted(c);
            break;
        case state::quoted:
            if (!scan_quoted()) {
                return;
            }
            break;
        case state::quote_seen:
            if (c == '"') {
                state_ = state::quoted;
                ++at_;
            } else if (ends_plain_run(c)) {
                scan_unquoted(c);
            } else {
                fail_record("text after the closing quote of a field");
            }
            break;
        case state::bad:
            if (c == '\n' || c == '\r') {
                end_line();
            } else {
                ++at_;
            }
            break;
        }
    }
}

void csv_reader::scan_unquoted(char c) {
    const char* const bytes = in_.data();
    const std::size_t size = size_;
    std::size_t at = at_;
    while (!ends_plain_run(c)) {
        if (++at == size) {
            at_ = at;
            return;
        }
        c = bytes[at];
    }
    at_ = at;
    if (c == ',') {
        end_field();
    } else if (c == '"') {
        fail_record("a quote inside an unquoted field");
    } else {
        end_line();
    }
}

/// Scans the lines of a quoted field up to its closing quote. False if it needs more input.
bool csv_reader::scan_quoted() {
    const char* const bytes = in_.data();
    const auto* quote = static_cast<const char*>(std::memchr(bytes + at_, '"', size_ - at_));
    const std::size_t end = quote != nullptr ? static_cast<std::size_t>(quote - bytes) : size_;
    while (const auto* newline =
               static_cast<const char*>(std::memchr(bytes + at_, '\n', end - at_))) {
        const auto next = static_cast<std::size_t>(newline - bytes) + 1;
        if (size_ - next < 2 && quote == nullptr && !ended_) {
            // The bytes after the line end decide below, so stop before it until they are read.
            at_ = next - 1;
            return false;
        }
        at_ = next;
        ++line_;
        // Servers before 18 read a line `\.` as the end of the data, even inside quotes. Closing
        // and reopening the quotes around it prevents that and keeps the value.
        if (!discarding_ && size_ - at_ >= 2 && bytes[at_] == '\\' && bytes[at_ + 1] == '.') {
            flush(at_);
            out_ += R"("\.")";
            at_ += 2;
            flushed_ = at_;
        }
    }
    at_ = end;
    if (quote != nullptr) {
        state_ = state::quote_seen;
        ++at_;
    }
    return true;
}

void csv_reader::flush(std::size_t end) {
    std::size_t size = end - flushed_;
    if (discarding_) {
        const std::size_t size_so_far = out_.size() - record_begin_;
        size = std::min(size, long_record_prefix - std::min(size_so_far, long_record_prefix));
    }
    out_.append(in_, flushed_, size);
    flushed_ = end;
}

/// Finds records and fields that are too long while they are read, before they fill the memory.
void csv_reader::require_limits() {
    if (!discarding_ && state_ == state::bad && record_size() > long_record_prefix) {
        start_discarding(std::move(problem_), problem_field_);
    } else if (!discarding_ && record_size() > largest_row) {
        start_discarding(fmt::format("row longer than {}", format_size(largest_row)), fields_ - 1);
    }
    require_field_limit();
}

void csv_reader::require_field_limit() {
    if (at_ > field_end_ && !discarding_) {
        start_discarding(
            fmt::format("field longer than the limit of {}", format_size(options_.field_limit)),
            fields_ - 1);
    }
}

/// Keeps only the beginning of the record for the report.
void csv_reader::start_discarding(std::string problem, std::size_t field) {
    flush(at_);
    out_.resize(std::min(out_.size(), record_begin_ + long_record_prefix));
    out_.shrink_to_fit();
    discarding_ = true;
    problem_ = std::move(problem);
    problem_field_ = field;
}

void csv_reader::end_field() {
    require_field_limit();
    ++fields_;
    state_ = state::field_start;
    ++at_;
    begin_field();
}

void csv_reader::end_line() {
    require_field_limit();
    after_cr_ = in_[at_] == '\r';
    flush(at_);
    ++at_;
    flushed_ = at_;
    ++line_;
    end_record();
}

void csv_reader::end_input() {
    if (state_ == state::quoted) {
        state_ = state::bad;
        problem_ = "unterminated quoted field";
        problem_field_ = fields_ - 1;
    }
    if (out_.size() > record_begin_ || state_ == state::bad) {
        end_record();
    }
}

void csv_reader::fail_record(std::string problem) {
    problem_ = std::move(problem);
    problem_field_ = fields_ - 1;
    state_ = state::bad;
}

void csv_reader::end_record() {
    const std::string_view record = std::string_view(out_).substr(record_begin_);
    if (header_.empty()) {
        read_header();
        drop_record();
    } else if (record_line_ <= skip_through_) {
        last_skipped_ = record_line_;
        drop_record();
    } else if (record.empty() && fields_ == 1 && header_.size() > 1) {
        blank_line_ = blank_line_ == 0 ? record_line_ : blank_line_;
        drop_record();
    } else if (blank_line_ != 0) {
        const std::size_t line = std::exchange(blank_line_, 0);
        bad_.add({line, "", "", "blank line between rows"});
        end_record();
    } else if (state_ == state::bad || discarding_) {
        const auto column = problem_field_ < header_.size() ? header_[problem_field_] : "";
        bad_.add({record_line_, column, excerpt(record), problem_});
        drop_record();
    } else if (fields_ != header_.size()) {
        bad_.add({record_line_, "", excerpt(record),
                  fmt::format("{} field{}, but the header has {}", fields_, fields_ == 1 ? "" : "s",
                              header_.size())});
        drop_record();
    } else {
        accept_record();
    }
    fields_ = 1;
    state_ = state::field_start;
    discarding_ = false;
    begin_field();
    record_line_ = line_;
}

void csv_reader::accept_record() {
    const std::size_t offset = record_line_ - (sent_lines_ + 1);
    if (line_offsets_.empty() || line_offsets_.back().offset != offset) {
        line_offsets_.push_back({sent_lines_ + 1, offset});
    }
    // An unquoted `\.` ends the data; quoted it is a value.
    if (std::string_view(out_).substr(record_begin_) == "\\.") {
        out_.replace(record_begin_, 2, R"("\.")");
    }
    if (options_.form != row_form::plain) {
        out_ += ',';
        out_ += std::to_string(record_line_);
    }
    sent_lines_ += lines_for_server();
    out_ += '\n';
    record_begin_ = out_.size();
    ++records_;
}

/// The number of lines that the server counts in the record at the end of out_. Until it has seen a
/// line end outside quotes it accepts CR as one, so it counts those in the first record.
std::size_t csv_reader::lines_for_server() const {
    if (sent_lines_ > 0) {
        return std::max<std::size_t>(1, line_ - record_line_);
    }
    const auto begin = out_.begin() + static_cast<std::ptrdiff_t>(record_begin_);
    return 1 + static_cast<std::size_t>(std::count(begin, out_.end(), '\r'));
}

void csv_reader::drop_record() {
    out_.resize(record_begin_);
}

void csv_reader::read_header() {
    if (state_ == state::bad || discarding_) {
        throw error(error_kind::config, "malformed header: " + problem_)
            .at({file_, record_line_, 0, {}});
    }
    auto names = fields_of(out_);
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (name->empty() || std::find(names.begin(), name, *name) != name) {
            throw error(error_kind::config,
                        name->empty()
                            ? "empty column name in the header"
                            : fmt::format("repeated column name in the header: {}", *name))
                .at({file_, record_line_, 0, {}});
        }
    }
    header_ = std::move(names);
}

std::size_t csv_reader::file_line(std::size_t sent_line) const {
    const auto after =
        std::ranges::upper_bound(line_offsets_, sent_line, {}, &line_offset::sent_line);
    return after == line_offsets_.begin() ? sent_line : sent_line + std::prev(after)->offset;
}

} // namespace dunlin::seeder
