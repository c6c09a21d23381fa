// SPDX-License-Identifier: MIT
#include "csv_reader.hpp"

#include <dunlin/base/csv_reader.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

namespace dunlin::seeder {
namespace {

constexpr std::size_t piece = 128UL * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool ends_plain_run(char c) {
    return c == ',' || c == '\n' || c == '\r' || c == '"';
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

csv_reader::csv_reader(byte_source& from, std::string file, bad_rows& bad)
    : from_(from), file_(std::move(file)), bad_(bad) {
    while (header_.empty() && advance()) {
    }
    header_only_ = false;
    if (header_.empty()) {
        throw error(error_kind::config, fmt::format("{} is empty", file_))
            .with_hint("its first line must name the columns");
    }
}

std::string_view csv_reader::next() {
    if (given_) {
        out_.erase(0, record_begin_);
        record_begin_ = 0;
    }
    while (record_begin_ == 0 && advance()) {
    }
    given_ = true;
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
    flush(at_);
    return true;
}

bool csv_reader::refill() {
    const std::size_t left = size_ - at_;
    if (in_.size() < left + piece) {
        in_.resize(left + piece);
    }
    std::memmove(in_.data(), in_.data() + at_, left);
    at_ = 0;
    kept_ = 0;
    size_ = left;
    const bool first = line_ == 1 && out_.empty() && fields_ == 1 && header_.empty();
    do {
        const std::size_t got = from_.read({in_.data() + size_, in_.size() - size_});
        ended_ = got == 0;
        size_ += got;
    } while (first && !ended_ && size_ < byte_order_mark.size());
    if (first) {
        at_ = kept_ = size_ - without_bom({in_.data(), size_}).size();
    }
    return at_ < size_ || !ended_;
}

void csv_reader::scan() {
    while (at_ < size_ && !(header_only_ && !header_.empty())) {
        const char c = in_[at_];
        if (after_cr_) {
            after_cr_ = false;
            if (c == '\n') {
                kept_ = ++at_;
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
                fail_record("there is text after the closing quote of a field");
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
    while (!ends_plain_run(c)) {
        if (++at_ == size_) {
            return;
        }
        c = bytes[at_];
    }
    if (c == ',') {
        end_field();
    } else if (c == '"') {
        fail_record("there is a quote inside a field that does not begin with one");
    } else {
        end_line();
    }
}

/// False when it must see more input to go on.
bool csv_reader::scan_quoted() {
    const char* const begin = in_.data() + at_;
    const auto* quote = static_cast<const char*>(std::memchr(begin, '"', size_ - at_));
    const char* const end = quote != nullptr ? quote : in_.data() + size_;
    const auto* newline =
        static_cast<const char*>(std::memchr(begin, '\n', static_cast<std::size_t>(end - begin)));
    if (newline == nullptr) {
        at_ = static_cast<std::size_t>(end - in_.data());
    } else {
        const auto next = static_cast<std::size_t>(newline - in_.data()) + 1;
        if (size_ - next < 2 && quote == nullptr && !ended_) {
            // The bytes after the line end decide below; wait for them before this line end.
            at_ = next - 1;
            return false;
        }
        at_ = next;
        ++line_;
        // Servers before 18 take a line `\.` for the end of all data, even inside quotes. Closing
        // the quotes around it hides it and changes no value.
        if (size_ - at_ >= 2 && in_[at_] == '\\' && in_[at_ + 1] == '.') {
            flush(at_);
            out_ += R"("\.")";
            at_ += 2;
            kept_ = at_;
        }
        return true;
    }
    if (quote != nullptr) {
        state_ = state::quote_seen;
        ++at_;
    }
    return true;
}

void csv_reader::flush(std::size_t upto) {
    out_.append(in_, kept_, upto - kept_);
    kept_ = upto;
}

void csv_reader::end_field() {
    ++fields_;
    state_ = state::field_start;
    ++at_;
}

void csv_reader::end_line() {
    after_cr_ = in_[at_] == '\r';
    flush(at_);
    ++at_;
    kept_ = at_;
    ++line_;
    end_record();
}

void csv_reader::end_input() {
    if (state_ == state::quoted) {
        state_ = state::bad;
        problem_ = "the quoted field that begins in this row never ends";
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
        bad_.add({line, "", "", "a blank line stands between rows"});
        end_record();
    } else if (state_ == state::bad) {
        const auto column = problem_field_ < header_.size() ? header_[problem_field_] : "";
        bad_.add({record_line_, column, excerpt(record), problem_});
        drop_record();
    } else if (fields_ != header_.size()) {
        bad_.add({record_line_, "", excerpt(record),
                  fmt::format("{} field{} where the header has {}", fields_,
                              fields_ == 1 ? "" : "s", header_.size())});
        drop_record();
    } else {
        accept_record();
    }
    fields_ = 1;
    state_ = state::field_start;
    record_line_ = line_;
}

void csv_reader::accept_record() {
    const std::size_t more = record_line_ - (sent_lines_ + 1);
    if (shifts_.empty() || shifts_.back().more != more) {
        shifts_.push_back({sent_lines_ + 1, more});
    }
    // A single unquoted `\.` would end the data; quoted it is a value.
    if (std::string_view(out_).substr(record_begin_) == "\\.") {
        out_.replace(record_begin_, 2, R"("\.")");
    }
    out_ += '\n';
    sent_lines_ += std::max<std::size_t>(1, line_ - record_line_);
    record_begin_ = out_.size();
    ++records_;
}

void csv_reader::drop_record() {
    out_.resize(record_begin_);
}

void csv_reader::read_header() {
    if (state_ == state::bad) {
        throw error(error_kind::config, "malformed header: " + problem_)
            .at({file_, record_line_, 0, {}});
    }
    auto names = fields_of(out_);
    for (auto name = names.begin(); name != names.end(); ++name) {
        if (name->empty() || std::find(names.begin(), name, *name) != name) {
            throw error(error_kind::config, name->empty()
                                                ? "a column of the header has no name"
                                                : fmt::format("the header names {} twice", *name))
                .at({file_, record_line_, 0, {}});
        }
    }
    header_ = std::move(names);
}

std::size_t csv_reader::file_line(std::size_t sent_line) const {
    const auto after = std::ranges::upper_bound(shifts_, sent_line, {}, &shift::sent_line);
    return after == shifts_.begin() ? sent_line : sent_line + std::prev(after)->more;
}

} // namespace dunlin::seeder
