// SPDX-License-Identifier: MIT
#include "statement_reader.hpp"

#include <cstdint>

namespace dunlin::sqltext {
namespace {

/// Tracks the tokens of one statement to decide whether a `;` may end it. It may not in parentheses
/// (CREATE RULE ... DO (a; b)) or in the body of an SQL function or procedure, which begins with
/// BEGIN ATOMIC and ends with the END that belongs to no CASE.
class nesting {
public:
    [[nodiscard]] bool may_end() const noexcept { return parentheses_ == 0 && body_ == 0; }

    void add(const token& t, std::string_view text) noexcept {
        if (t.kind == token_kind::symbol) {
            add_symbol(text);
        } else if (t.kind == token_kind::word) {
            add_word(text);
        } else {
            before_ = before::other;
        }
        first_ = false;
    }

private:
    enum class head : std::uint8_t { other, create, create_or, create_or_replace, routine };
    enum class before : std::uint8_t { other, begin, label };

    void add_symbol(std::string_view text) noexcept {
        if (text == "(") {
            ++parentheses_;
        } else if (text == ")" && parentheses_ > 0) {
            --parentheses_;
        }
        before_ = text == "." ? before::label : before::other;
    }

    void add_word(std::string_view text) noexcept {
        if (head_ == head::routine) {
            add_routine_word(text);
        } else if (first_ || head_ != head::other) {
            head_ = after_head(text);
        }
    }

    [[nodiscard]] head after_head(std::string_view text) const noexcept {
        if (first_) {
            return same_word(text, "create") ? head::create : head::other;
        }
        if (head_ == head::create && same_word(text, "or")) {
            return head::create_or;
        }
        if (head_ == head::create_or && same_word(text, "replace")) {
            return head::create_or_replace;
        }
        const bool kind_expected = head_ == head::create || head_ == head::create_or_replace;
        const bool routine = same_word(text, "function") || same_word(text, "procedure");
        return kind_expected && routine ? head::routine : head::other;
    }

    // After AS or a dot every word is a name: `SELECT 1 AS end`.
    void add_routine_word(std::string_view text) noexcept {
        const before previous = before_;
        before_ = before::other;
        if (previous == before::label) {
            return;
        }
        if (same_word(text, "as")) {
            before_ = before::label;
        } else if (body_ == 0) {
            if (same_word(text, "begin")) {
                before_ = before::begin;
            } else if (previous == before::begin && same_word(text, "atomic")) {
                body_ = 1;
            }
        } else if (same_word(text, "case")) {
            ++body_;
        } else if (same_word(text, "end")) {
            --body_;
        }
    }

    std::size_t parentheses_ = 0;
    std::size_t body_ = 0;
    head head_ = head::other;
    before before_ = before::other;
    bool first_ = true;
};

} // namespace

statement_reader::outcome statement_reader::next(statement& out) {
    nesting depth;
    bool started = false;
    token t;
    while (tokens_.next(t)) {
        // A comment that never ends is kept, so that the server reports it.
        if (t.kind == token_kind::comment && !tokens_.unterminated()) {
            continue;
        }
        const auto text = tokens_.text(t);
        if (text == ";" && depth.may_end()) {
            if (started) {
                return outcome::statement;
            }
            continue;
        }
        if (!started) {
            out.begin = t.begin;
            started = true;
        }
        if (mode_ == backslash::meta_command && text == "\\") {
            out.end = t.begin;
            return outcome::meta_command;
        }
        out.end = t.end;
        depth.add(t, text);
    }
    return started ? outcome::statement : outcome::end;
}

} // namespace dunlin::sqltext
