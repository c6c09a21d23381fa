// SPDX-License-Identifier: MIT
#include "binary_row.hpp"

#include <concepts>
#include <type_traits>

namespace dunlin::widgetdb {
namespace {

constexpr std::int32_t text_oid = 25;
constexpr std::int32_t null_size = -1;
/// PostgreSQL counts microseconds from 2000-01-01 (manual, 8.5).
constexpr timestamp postgres_epoch = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};

/// In network byte order.
template <std::signed_integral T> void append_number(std::string& out, T number) {
    const auto bits = static_cast<std::make_unsigned_t<T>>(number);
    for (int shift = static_cast<int>(sizeof(T) - 1) * 8; shift >= 0; shift -= 8) {
        out += static_cast<char>((bits >> shift) & 0xFFU);
    }
}

void append_size(std::string& out, std::size_t size) {
    append_number(out, static_cast<std::int32_t>(size));
}

void append_text(std::string& out, std::string_view text) {
    append_size(out, text.size());
    out += text;
}

void append_id(std::string& out, const uuid& id) {
    const auto& bytes = id.bytes();
    append_size(out, bytes.size());
    out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

void append_time(std::string& out, timestamp at) {
    append_size(out, sizeof(std::int64_t));
    append_number(out, std::int64_t{(at - postgres_epoch).count()});
}

/// A version number, then the text.
void append_jsonb(std::string& out, std::string_view json) {
    append_size(out, json.size() + 1);
    out += '\x01';
    out += json;
}

/// The number of dimensions, whether there are NULLs, the type of the elements; then the size and
/// lower bound of each dimension, then the elements (server source, array_recv).
void append_text_array(std::string& out, const std::vector<std::string>& texts) {
    std::size_t size = texts.empty() ? 12 : 20;
    for (const auto& text : texts) {
        size += 4 + text.size();
    }
    append_size(out, size);
    append_number(out, std::int32_t{texts.empty() ? 0 : 1});
    append_number(out, std::int32_t{0});
    append_number(out, text_oid);
    if (!texts.empty()) {
        append_size(out, texts.size());
        append_number(out, std::int32_t{1});
    }
    for (const auto& text : texts) {
        append_text(out, text);
    }
}

} // namespace

void append_binary_row(std::string& out, const widget::widget& widget,
                       const std::int64_t* row_number) {
    append_number(out, static_cast<std::int16_t>(row_number != nullptr ? 11 : 10));
    if (row_number != nullptr) {
        append_size(out, sizeof(std::int64_t));
        append_number(out, *row_number);
    }
    append_id(out, widget.id);
    append_id(out, widget.user_id);
    append_text(out, widget.name.text());
    append_text(out, widget.category.text());
    if (widget.description) {
        append_text(out, widget.description->text());
    } else {
        append_number(out, null_size);
    }
    append_size(out, 1);
    out += widget.is_active ? '\x01' : '\0';
    append_text_array(out, widget.tags.texts());
    append_jsonb(out, widget.attributes.json());
    append_time(out, widget.date_created);
    append_time(out, widget.date_updated);
}

} // namespace dunlin::widgetdb
