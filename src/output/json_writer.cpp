// SPDX-License-Identifier: MIT
#include <dunlin/output/json_text.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <stdexcept>

namespace dunlin::output {
namespace {

constexpr std::size_t part_size = 32UL * 1024;

} // namespace

void json_writer::before_value() {
    if (!open_.empty() && open_.back() == frame::object) {
        if (!key_pending_) {
            throw std::logic_error("json_writer: a value in an object needs a key");
        }
        key_pending_ = false;
    } else if (!open_.empty() && !first_) {
        text_ += ',';
    }
    first_ = false;
}

void json_writer::after_value() {
    if (open_.empty()) {
        text_ += '\n';
        first_ = true;
    }
    if (open_.empty() || text_.size() >= part_size) {
        out_.write(text_);
        text_.clear();
    }
}

json_writer& json_writer::begin_object() {
    before_value();
    text_ += '{';
    open_.push_back(frame::object);
    first_ = true;
    return *this;
}

json_writer& json_writer::begin_array() {
    before_value();
    text_ += '[';
    open_.push_back(frame::array);
    first_ = true;
    return *this;
}

json_writer& json_writer::end(frame kind, char closing) {
    if (open_.empty() || open_.back() != kind || key_pending_) {
        throw std::logic_error("json_writer: nothing of this kind is open");
    }
    text_ += closing;
    open_.pop_back();
    first_ = false;
    after_value();
    return *this;
}

json_writer& json_writer::end_object() {
    return end(frame::object, '}');
}
json_writer& json_writer::end_array() {
    return end(frame::array, ']');
}

json_writer& json_writer::key(std::string_view name) {
    if (open_.empty() || open_.back() != frame::object || key_pending_) {
        throw std::logic_error("json_writer: a key must be in an object, before a value");
    }
    if (!first_) {
        text_ += ',';
    }
    first_ = false;
    append_json_string(text_, name);
    text_ += ':';
    key_pending_ = true;
    return *this;
}

json_writer& json_writer::value(std::string_view text) {
    before_value();
    append_json_string(text_, text);
    after_value();
    return *this;
}

json_writer& json_writer::value(bool truth) {
    return raw(truth ? "true" : "false");
}

json_writer& json_writer::value(double number) {
    if (!std::isfinite(number)) {
        return value(std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
    }
    return raw(fmt::format("{}", number));
}

json_writer& json_writer::signed_number(std::int64_t number) {
    return raw(fmt::format_int(number).c_str());
}

json_writer& json_writer::unsigned_number(std::uint64_t number) {
    return raw(fmt::format_int(number).c_str());
}

json_writer& json_writer::null() {
    return raw("null");
}

json_writer& json_writer::raw(std::string_view json) {
    before_value();
    text_ += json;
    after_value();
    return *this;
}

} // namespace dunlin::output
