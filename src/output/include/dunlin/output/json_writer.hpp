// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::output {

class sink;

/// Writes JSON documents step by step: `json.begin_object().key("schema").value(1).end_object()`.
/// Each document ends with a line feed, so a series of them is NDJSON. Throws std::logic_error for
/// calls in an order that makes no valid document.
class json_writer {
public:
    /// The sink must outlive the writer. It receives whole documents, large ones in parts.
    explicit json_writer(sink& out) : out_(out) {}
    json_writer(const json_writer&) = delete;
    json_writer& operator=(const json_writer&) = delete;
    ~json_writer() = default;

    json_writer& begin_object();
    json_writer& end_object();
    json_writer& begin_array();
    json_writer& end_array();
    json_writer& key(std::string_view name);

    json_writer& value(std::string_view text);
    json_writer& value(const char* text) { return value(std::string_view(text)); }
    json_writer& value(const std::string& text) { return value(std::string_view(text)); }
    json_writer& value(bool truth);
    /// NaN and infinities are written as strings.
    json_writer& value(double number);
    template <std::integral T> json_writer& value(T number) {
        if constexpr (std::unsigned_integral<T>) {
            return unsigned_number(number);
        } else {
            return signed_number(number);
        }
    }
    /// nullopt is null.
    template <class T> json_writer& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    json_writer& null();
    /// Text that is JSON already.
    json_writer& raw(std::string_view json);

    template <class T> json_writer& member(std::string_view name, const T& v) {
        return key(name).value(v);
    }

private:
    enum class frame : char { object, array };
    json_writer& signed_number(std::int64_t number);
    json_writer& unsigned_number(std::uint64_t number);
    void before_value();
    void after_value();
    json_writer& end(frame kind, char closing);

    sink& out_;
    std::string text_;
    std::vector<frame> open_;
    bool first_ = true;
    bool key_pending_ = false;
};

} // namespace dunlin::output
