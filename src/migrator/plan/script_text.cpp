// SPDX-License-Identifier: MIT
#include "plan/script_text.hpp"

#include "format/interpolation.hpp"

#include <dunlin/base/position.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

bool is_name_character(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The end of the `${name}` at `begin`; npos when there is none.
std::size_t placeholder_end(std::string_view text, std::size_t begin) noexcept {
    std::size_t at = begin + 2;
    while (at < text.size() && is_name_character(text[at])) {
        ++at;
    }
    const bool closed = at > begin + 2 && at < text.size() && text[at] == '}';
    return closed ? at + 1 : std::string_view::npos;
}

/// As PostgreSQL reads it under standard_conforming_strings.
std::string in_quotes(std::string_view value, char quote) {
    std::string quoted(1, quote);
    for (const char c : value) {
        quoted.append(c == quote ? 2 : 1, c);
    }
    return quoted + quote;
}

} // namespace

std::string as_written(const edit& edit, const std::string& value) {
    switch (edit.quoted) {
    case edit::quoting::literal:
        return in_quotes(value, '\'');
    case edit::quoting::identifier:
        return in_quotes(value, '"');
    case edit::quoting::none:
        break;
    }
    return value;
}

script_text::script_text(std::shared_ptr<const source_file> file, std::size_t begin,
                         std::size_t end)
    : file_(std::move(file)), begin_(begin), end_(end) {}

void script_text::apply(const std::vector<edit>& edits, const placeholder_lookup& lookup) {
    if (edits.empty()) {
        return;
    }
    const std::string_view from = text();
    std::string result;
    std::vector<piece> parts{{0, begin_, false}};
    std::size_t copied = begin_;
    for (const edit& edit : edits) {
        result.append(from.substr(copied - begin_, edit.begin - copied));
        std::string text = edit.text;
        if (!edit.variable.empty()) {
            auto value = lookup ? lookup(edit.variable) : std::nullopt;
            if (value && value->empty() && edit.empty_takes_default) {
                value.reset();
            }
            if (!value && !edit.has_default) {
                throw error(error_kind::config,
                            fmt::format("the variable {} has no value", edit.variable))
                    .with_hint(fmt::format("set it with --set {}=VALUE or in the environment",
                                           edit.variable))
                    .at(locate(file_->text, edit.begin, file_->name));
            }
            text = as_written(edit, value.value_or(edit.text));
        } else if (edit.expands) {
            try {
                text = expand_variables(edit.text, lookup);
            } catch (error& problem) {
                problem.at(locate(file_->text, edit.begin, file_->name));
                throw;
            }
        }
        parts.push_back({result.size(), edit.begin, true,
                         !edit.variable.empty() || edit.expands || edit.is_value});
        result.append(text);
        parts.push_back({result.size(), edit.end, false});
        copied = edit.end;
    }
    result.append(from.substr(copied - begin_));
    own_ = std::move(result);
    pieces_ = std::move(parts);
}

void script_text::replace_placeholders(const placeholder_lookup& lookup) {
    const std::string_view from = text();
    std::string text;
    std::vector<piece> parts{{0, begin_, false}};
    std::size_t copied = 0;
    for (std::size_t at = 0; (at = from.find("${", at)) != std::string_view::npos;) {
        const std::size_t end = placeholder_end(from, at);
        if (end == std::string_view::npos) {
            at += 2;
            continue;
        }
        const std::string_view name = from.substr(at + 2, end - at - 3);
        const auto value = lookup ? lookup(name) : std::nullopt;
        if (!value) {
            throw error(error_kind::config,
                        fmt::format("the placeholder ${{{}}} has no value", name))
                .with_hint(fmt::format("set it with --set {}=VALUE", name))
                .at(where(at));
        }
        text.append(from.substr(copied, at - copied));
        parts.push_back({text.size(), begin_ + at, true, true});
        text.append(*value);
        parts.push_back({text.size(), begin_ + end, false});
        copied = at = end;
    }
    text.append(from.substr(copied));
    own_ = std::move(text);
    pieces_ = std::move(parts);
}

void script_text::blank_out(std::size_t begin, std::size_t end) {
    if (!own_) {
        own_ = std::string(text());
    }
    std::fill(own_->begin() + static_cast<std::ptrdiff_t>(begin),
              own_->begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

std::size_t script_text::place(std::size_t offset) const {
    std::size_t place = begin_ + offset;
    if (!pieces_.empty()) {
        const auto after = std::upper_bound(
            pieces_.begin(), pieces_.end(), offset,
            [](std::size_t value, const piece& part) { return value < part.text_offset; });
        const piece& in = *(after - 1);
        place = in.file_offset + (in.fixed ? 0 : offset - in.text_offset);
    }
    return place;
}

std::string script_text::shown(std::size_t begin, std::size_t end) const {
    if (pieces_.empty()) {
        return std::string(text().substr(begin, end - begin));
    }
    std::string result;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const piece& here = pieces_[i];
        const bool is_last = i + 1 == pieces_.size();
        const std::size_t from = std::max(begin, here.text_offset);
        const std::size_t to = std::min(end, is_last ? text().size() : pieces_[i + 1].text_offset);
        if (here.is_value && !is_last && from <= to && from < end) {
            result.append(file_->text, here.file_offset,
                          pieces_[i + 1].file_offset - here.file_offset);
        } else if (from < to) {
            result.append(text().substr(from, to - from));
        }
    }
    return result;
}

bool script_text::has_value(std::size_t begin, std::size_t end) const noexcept {
    return std::any_of(pieces_.begin(), pieces_.end(), [&](const auto& part) {
        return part.is_value && part.text_offset >= begin && part.text_offset <= end;
    });
}

void script_text::add_values(hidden_values& into) const {
    for (std::size_t i = 0; i + 1 < pieces_.size(); ++i) {
        const piece& here = pieces_[i];
        const piece& next = pieces_[i + 1];
        if (here.is_value) {
            const auto value = text().substr(here.text_offset, next.text_offset - here.text_offset);
            const auto in_file = std::string_view(file_->text)
                                     .substr(here.file_offset, next.file_offset - here.file_offset);
            into.add(value, in_file);
        }
    }
}

source_location script_text::where(std::size_t offset) const {
    return locate(file_->text, place(offset), file_->name);
}

} // namespace dunlin::migrator
