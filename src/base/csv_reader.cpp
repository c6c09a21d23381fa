// SPDX-License-Identifier: MIT
#include <dunlin/base/csv_reader.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <utility>

namespace dunlin {
namespace {

/// Without a limit, an unclosed quote would read the rest of the file into memory.
constexpr std::size_t max_record_size = 64U << 20U;

[[noreturn]] void fail(std::size_t line, std::string_view problem) {
    source_location location;
    location.line = line;
    throw error(error_kind::usage, fmt::format("malformed CSV: {}", problem))
        .at(std::move(location));
}

} // namespace

void csv_reader::feed(std::string_view chunk, bool is_last) {
    if (failed_) {
        return;
    }
    text_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
    text_.append(chunk);
    is_last_ = is_last;
    if (!started_ && (text_.size() >= 3 || is_last)) {
        text_.erase(0, text_.size() - without_bom(text_).size());
        started_ = true;
    }
}

/// A quote opens only at the start of a field, so that a stray quote makes only its own record
/// invalid; directly after a closing quote it is an escaped quote.
void csv_reader::read_quote() {
    const bool closes = in_quotes_;
    in_quotes_ = !in_quotes_ && (at_field_start_ || after_quote_);
    after_quote_ = closes;
    at_field_start_ = false;
}

void csv_reader::read_letter(char c) noexcept {
    at_field_start_ = c == ',' && !in_quotes_;
    after_quote_ = false;
}

/// One past the record's last character, npos when more text is needed. Leaves scanned_ after the
/// line end.
std::size_t csv_reader::find_record_end() {
    for (; scanned_ < text_.size(); ++scanned_) {
        const char c = text_[scanned_];
        if (c == '"') {
            read_quote();
        } else if (c != '\n' && c != '\r') {
            read_letter(c);
        } else if (c == '\r' && scanned_ + 1 == text_.size() && !is_last_) {
            return std::string::npos;
        } else {
            const bool pair = c == '\r' && text_.substr(scanned_ + 1, 1) == "\n";
            ++next_line_;
            if (!in_quotes_) {
                const std::size_t end = scanned_;
                scanned_ += pair ? 2 : 1;
                at_field_start_ = true;
                after_quote_ = false;
                return end;
            }
            scanned_ += pair ? 1 : 0;
        }
    }
    if (scanned_ - begin_ > max_record_size) {
        fail_for_good(in_quotes_ ? "unclosed quote" : "record longer than 64 MiB");
    }
    if (!is_last_) {
        return std::string::npos;
    }
    if (in_quotes_) {
        fail_for_good("unclosed quote");
    }
    return text_.size();
}

/// Nothing more is read, because the start of the next record is unknown.
void csv_reader::fail_for_good(std::string_view problem) {
    failed_ = true;
    text_.clear();
    begin_ = scanned_ = 0;
    fail(line_, problem);
}

void csv_reader::add_field(std::size_t begin, std::size_t end) {
    const std::string_view raw = std::string_view(text_).substr(begin, end - begin);
    const std::size_t from = unquoted_.size();
    if (raw.empty() || raw.front() != '"') {
        if (raw.find('"') != std::string_view::npos) {
            fail(line_, "quote inside an unquoted field");
        }
        unquoted_.append(raw);
        fields_.push_back({from, unquoted_.size(), false});
        return;
    }
    if (raw.size() < 2 || raw.back() != '"') {
        fail(line_, "text after a closing quote");
    }
    for (std::size_t i = 1; i + 1 < raw.size(); ++i) {
        unquoted_ += raw[i];
        if (raw[i] == '"' && (i + 2 >= raw.size() || raw[++i] != '"')) {
            fail(line_, "text after a closing quote");
        }
    }
    fields_.push_back({from, unquoted_.size(), true});
}

void csv_reader::split_fields(std::size_t begin, std::size_t end) {
    fields_.clear();
    unquoted_.clear();
    std::size_t field_begin = begin;
    bool quoted = false;
    for (std::size_t i = begin; i < end; ++i) {
        if (text_[i] == '"') {
            quoted = !quoted;
        } else if (text_[i] == ',' && !quoted) {
            add_field(field_begin, i);
            field_begin = i + 1;
        }
    }
    add_field(field_begin, end);
}

const csv_reader::record* csv_reader::next() {
    if (!started_) {
        return nullptr;
    }
    for (;;) {
        if (scanned_ == begin_) {
            line_ = next_line_;
        }
        if (begin_ >= text_.size()) {
            return nullptr;
        }
        const std::size_t end = find_record_end();
        if (end == std::string::npos) {
            return nullptr;
        }
        const std::size_t begin = std::exchange(begin_, scanned_);
        if (end == begin) {
            continue;
        }
        split_fields(begin, end);
        record_.clear();
        for (const auto& bounds : fields_) {
            const auto value =
                std::string_view(unquoted_).substr(bounds.begin, bounds.end - bounds.begin);
            record_.push_back(value.empty() && !bounds.quoted ? std::nullopt
                                                              : std::optional(value));
        }
        return &record_;
    }
}

} // namespace dunlin
