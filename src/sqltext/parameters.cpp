// SPDX-License-Identifier: MIT
#include "characters.hpp"
#include "lexer.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/sqltext/parameters.hpp>

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

namespace dunlin::sqltext {
namespace {

bool is_name(std::string_view word) noexcept {
    return std::all_of(word.begin(), word.end(), is_word_part) &&
           word.find('$') == std::string_view::npos;
}

/// Tracks brackets and parentheses to distinguish a slice's colon from a parameter's.
class slice_tracker {
public:
    /// Whether a colon here, directly before a name, may be the colon of a slice: it may directly
    /// inside a subscript, after an operand or at its beginning.
    [[nodiscard]] bool slice_possible() const noexcept {
        return !open_.empty() && open_.back() == bracket::subscript &&
               (last_ == element::operand || last_ == element::opening);
    }

    void add(const token& t, std::string_view text) {
        const char c = text.front();
        if (t.kind != token_kind::symbol) {
            array_ = t.kind == token_kind::word && same_word(text, "array");
            last_ = element::operand;
            return;
        }
        if (text == "[") {
            open_.push_back(opens_constructor() ? bracket::constructor : bracket::subscript);
            last_ = element::opening;
        } else if (text == "(") {
            open_.push_back(bracket::parenthesis);
            last_ = element::opening;
        } else if (c == ']' || c == ')') {
            if (!open_.empty()) {
                open_.pop_back();
            }
            last_ = element::operand;
        } else {
            last_ = element::between;
        }
        array_ = false;
    }

    /// Records that a parameter was read.
    void add_parameter() noexcept {
        array_ = false;
        last_ = element::operand;
    }

private:
    enum class bracket { parenthesis, subscript, constructor };
    enum class element { opening, operand, between };

    // `ARRAY[` and, inside it, `[[` and `, [` open a constructor; `x[`, `)[` and `][` open a
    // subscript.
    [[nodiscard]] bool opens_constructor() const noexcept {
        return array_ || (last_ != element::operand && !open_.empty() &&
                          open_.back() == bracket::constructor);
    }

    std::vector<bracket> open_;
    element last_ = element::between;
    bool array_ = false;
};

class binder {
public:
    explicit binder(std::string_view sql) : sql_(sql), lexer_(sql) {}

    positional run() {
        token t;
        while (lexer_.next_significant(t)) {
            if (t.kind == token_kind::parameter) {
                numbered_ = numbered_.value_or(t.begin);
            }
            if (lexer_.text(t) == ":" && !brackets_.slice_possible()) {
                if (const auto name = name_after(t)) {
                    replace(t, *name);
                    continue;
                }
            }
            brackets_.add(t, lexer_.text(t));
        }
        return finish();
    }

private:
    std::optional<token> name_after(const token& colon) {
        token name;
        const bool found = lexer_.next(name) && name.begin == colon.end &&
                           name.kind == token_kind::word && is_name(lexer_.text(name));
        if (!found) {
            lexer_.seek(colon.end);
            return std::nullopt;
        }
        return name;
    }

    void replace(const token& colon, const token& name) {
        first_name_ = first_name_.value_or(colon.begin);
        out_.sql.append(sql_.substr(copied_, colon.begin - copied_));
        // `SELECT:a` would become the one word `SELECT$1`.
        if (colon.begin > 0 && is_word_part(sql_[colon.begin - 1])) {
            out_.sql += ' ';
        }
        out_.sql += '$';
        out_.sql += std::to_string(number_of(lexer_.text(name)));
        copied_ = name.end;
        brackets_.add_parameter();
    }

    std::size_t number_of(std::string_view name) {
        const auto [found, is_new] = numbers_.try_emplace(name, out_.names.size() + 1);
        if (is_new) {
            out_.names.emplace_back(name);
        }
        return found->second;
    }

    positional finish() {
        if (first_name_ && numbered_) {
            throw error(error_kind::usage, "the statement mixes $1 with named parameters")
                .with_hint("write every parameter as :name, or every parameter as $1, $2 ...")
                .at(locate(sql_, std::max(*first_name_, *numbered_)));
        }
        out_.sql.append(sql_.substr(copied_));
        return std::move(out_);
    }

    std::string_view sql_;
    lexer lexer_;
    slice_tracker brackets_;
    positional out_;
    std::unordered_map<std::string_view, std::size_t> numbers_; ///< by name, views into sql_
    std::size_t copied_ = 0;
    std::optional<std::size_t> first_name_;
    std::optional<std::size_t> numbered_;
};

} // namespace

positional bind_names(std::string_view sql) {
    return binder(sql).run();
}

} // namespace dunlin::sqltext
