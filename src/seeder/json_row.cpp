// SPDX-License-Identifier: MIT
#include "json_row.hpp"

#include "copy_text.hpp"

#include <nlohmann/json.hpp>

namespace dunlin::seeder {
namespace {

using nlohmann::json;

std::string quoted_json(const std::string& text) {
    return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace

/// Takes the parser's events. Depth 1 is the row itself; deeper values are written out again.
class json_row::handler final : public nlohmann::json_sax<json> {
public:
    handler(json_row& row,
            const std::function<std::optional<std::size_t>(const std::string&)>& find)
        : row_(row), find_(find) {}

    bool null() override { return literal("null", true); }
    bool boolean(bool value) override { return literal(value ? "true" : "false", false); }
    bool number_integer(number_integer_t value) override {
        return literal(std::to_string(value), false);
    }
    bool number_unsigned(number_unsigned_t value) override {
        return literal(std::to_string(value), false);
    }
    bool number_float(number_float_t, const string_t& digits) override {
        return literal(digits, false);
    }
    bool string(string_t& value) override {
        if (depth_ == 0) {
            return false;
        }
        if (depth_ == 1) {
            current_->text = value;
            return true;
        }
        separate();
        if (as_array_) {
            append_array_element(current_->text, value);
        } else {
            current_->text += quoted_json(value);
        }
        return true;
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open('{', false); }
    bool end_object() override { return close('}'); }
    bool start_array(std::size_t) override { return open('[', true); }
    bool end_array() override { return close(']'); }
    bool key(string_t& name) override {
        if (depth_ == 1) {
            return choose(name);
        }
        separate();
        current_->text += quoted_json(name) + ':';
        first_ = true;
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const json::exception& problem) override {
        problem_ = problem.what();
        // The library's "[json.exception.parse_error.101] " tells people nothing.
        if (const auto end = problem_.find("] "); end != std::string::npos) {
            problem_.erase(0, end + 2);
        }
        return false;
    }
    [[nodiscard]] const std::string& problem() const { return problem_; }

private:
    bool choose(const std::string& name) {
        const auto index = find_(name);
        if (!index) {
            row_.unknown_ = name;
            problem_ = "there is no column " + name;
            return false;
        }
        current_ = &row_.slots_[*index];
        current_->present = true;
        current_->null = false;
        current_->text.clear();
        as_array_ = row_.is_array_[*index];
        return true;
    }

    bool literal(const std::string& text, bool null) {
        if (depth_ == 0) {
            return false;
        }
        if (depth_ == 1) {
            current_->null = null;
            current_->text = text;
            return true;
        }
        separate();
        current_->text += text;
        return true;
    }

    /// An object inside an array column would have to be quoted as a whole; it is refused.
    bool open(char bracket, bool array) {
        if (depth_ == 0) {
            ++depth_;
            return !array;
        }
        if (as_array_ && !array) {
            problem_ = "an object stands where an array is wanted";
            return false;
        }
        if (depth_ > 1) {
            separate();
        }
        current_->text += as_array_ ? '{' : bracket;
        first_ = true;
        ++depth_;
        return true;
    }

    bool close(char bracket) {
        if (--depth_ > 0) {
            current_->text += as_array_ ? '}' : bracket;
            first_ = false;
        }
        return true;
    }

    void separate() {
        if (!first_) {
            current_->text += ',';
        }
        first_ = false;
    }

    json_row& row_;
    const std::function<std::optional<std::size_t>(const std::string&)>& find_;
    slot* current_ = nullptr;
    std::size_t depth_ = 0;
    bool first_ = true;
    bool as_array_ = false;
    std::string problem_;
};

std::optional<std::string>
json_row::read(std::string_view object,
               const std::function<std::optional<std::size_t>(const std::string&)>& find) {
    for (auto& each : slots_) {
        each.present = false;
    }
    unknown_.clear();
    handler events(*this, find);
    if (json::sax_parse(object.begin(), object.end(), &events)) {
        return std::nullopt;
    }
    return events.problem().empty() ? "the line is not a JSON object" : events.problem();
}

} // namespace dunlin::seeder
