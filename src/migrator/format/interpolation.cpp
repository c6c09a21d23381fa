// SPDX-License-Identifier: MIT
#include "format/interpolation.hpp"

#include "format/refuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dunlin::migrator {
namespace {

using lookup = std::function<std::optional<std::string>(std::string_view)>;

bool is_letter(unsigned char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
}

bool is_name(unsigned char c) noexcept {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
}

struct defect {
    std::size_t at;
    std::string message;
};

/// Reads and expands in one go, by recursive descent over the grammar of goose's library.
class expander {
public:
    expander(std::string_view text, std::size_t at, const lookup& values)
        : text_(text), at_(at), values_(values) {}

    std::string expression(bool within_braces) {
        std::string text;
        while (at_ < text_.size() && !(within_braces && text_[at_] == '}')) {
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with("\\\\") || rest.starts_with("$(")) {
                text += consume(2);
            } else if (rest.starts_with("\\$") || rest.starts_with("$$")) {
                text += '$';
                consume(2);
            } else if (rest[0] == '$' && rest.size() > 1) {
                text += expansion();
            } else {
                text += consume(1);
            }
        }
        return text;
    }

    /// What a dollar sign begins.
    std::string expansion() {
        const std::size_t dollar = at_++;
        if (!accept("{")) {
            return value_of(name(dollar)).value_or("");
        }
        const std::string_view variable = name(dollar);
        const auto value = value_of(variable);
        std::string text = read_operation(dollar, variable, value);
        if (!accept("}")) {
            throw defect{dollar, "a variable without a closing brace"};
        }
        return text;
    }

    [[nodiscard]] std::size_t position() const noexcept { return at_; }

private:
    std::string read_operation(std::size_t dollar, std::string_view variable,
                               const std::optional<std::string>& value) {
        if (accept(":-")) {
            std::string otherwise = expression(true);
            return value && !value->empty() ? *value : otherwise;
        }
        if (accept(":")) {
            return slice(dollar, value.value_or(""));
        }
        if (accept("-")) {
            const std::string otherwise = expression(true);
            return value.value_or(otherwise);
        }
        if (accept("?")) {
            const std::string message = expression(true);
            if (!value) {
                throw defect{dollar, fmt::format("the variable {} has no value{}{}", variable,
                                                 message.empty() ? "" : ": ", message)};
            }
            return *value;
        }
        if (at_ < text_.size() && text_[at_] != '}') {
            throw defect{dollar, fmt::format("invalid variable: ${{{}{}...}}", variable,
                                             text_.substr(at_, 1))};
        }
        return value.value_or("");
    }

    /// OFFSET or OFFSET:LENGTH in bytes; from the end when negative, and limited to the value's
    /// length.
    std::string slice(std::size_t dollar, const std::string& value) {
        const auto size = static_cast<long>(value.size());
        long from = number(dollar);
        from = std::clamp(from < 0 ? from + size : from, 0L, size);
        if (!accept(":")) {
            return value.substr(static_cast<std::size_t>(from));
        }
        const long length = number(dollar);
        const long to = std::clamp(length < 0 ? length + size : length + from, from, size);
        return value.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from));
    }

    long number(std::size_t dollar) {
        while (accept(" ")) {
        }
        const char* const begin = text_.data() + at_;
        long value = 0;
        const auto [end, problem] = std::from_chars(begin, text_.data() + text_.size(), value);
        if (problem != std::errc()) {
            throw defect{dollar, "the offset and length of a variable must be numbers"};
        }
        at_ += static_cast<std::size_t>(end - begin);
        while (accept(" ")) {
        }
        return value;
    }

    std::string_view name(std::size_t dollar) {
        const std::size_t first = at_;
        if (first >= text_.size() || !is_letter(static_cast<unsigned char>(text_[first]))) {
            throw defect{dollar, "a dollar sign that is not followed by a variable's name"};
        }
        while (at_ < text_.size() && is_name(static_cast<unsigned char>(text_[at_]))) {
            ++at_;
        }
        return text_.substr(first, at_ - first);
    }

    [[nodiscard]] std::optional<std::string> value_of(std::string_view variable) const {
        return values_ ? values_(variable) : std::nullopt;
    }

    std::string_view consume(std::size_t count) {
        const std::string_view result = text_.substr(at_, count);
        at_ += result.size();
        return result;
    }

    bool accept(std::string_view text) {
        const bool found = text_.substr(at_).starts_with(text);
        at_ += found ? text.size() : 0;
        return found;
    }

    std::string_view text_;
    std::size_t at_;
    const lookup& values_;
};

/// `$NAME` or `${...}`, which is known to be sound. What is more than a name and a plain default is
/// expanded when the values are known.
edit as_edit(std::string_view expansion) {
    edit edit;
    edit.has_default = true; // goose uses the empty text
    const bool braced = expansion.starts_with("${");
    std::string_view rest = expansion.substr(braced ? 2 : 1);
    rest.remove_suffix(braced ? 1 : 0);
    const auto* const end = std::find_if_not(
        rest.begin(), rest.end(), [](char c) { return is_name(static_cast<unsigned char>(c)); });
    const auto size = static_cast<std::size_t>(end - rest.begin());
    std::string_view operation = rest.substr(size);
    const bool slices = operation.starts_with(':') && !operation.starts_with(":-");
    if (slices || operation.find_first_of("$\\") != std::string_view::npos) {
        edit.text = expansion;
        edit.expands = true;
        return edit;
    }
    edit.variable = rest.substr(0, size);
    edit.empty_takes_default = operation.starts_with(":-");
    edit.has_default = !operation.starts_with('?');
    operation.remove_prefix(
        std::min<std::size_t>(edit.empty_takes_default ? 2 : 1, operation.size()));
    edit.text = edit.has_default ? operation : "";
    return edit;
}

} // namespace

void substitute_variables(const source_file& file, std::size_t begin, std::string_view line,
                          std::vector<edit>& into) {
    const lookup anything = [](std::string_view) { return std::string(); };
    for (std::size_t at = 0; at < line.size();) {
        const std::string_view rest = line.substr(at);
        if (rest.starts_with("\\\\") || rest.starts_with("$(")) {
            at += 2;
        } else if (rest.starts_with("\\$") || rest.starts_with("$$")) {
            into.push_back({begin + at, begin + at + 2, "$"});
            at += 2;
        } else if (rest[0] == '$' && rest.size() > 1) {
            expander check(line, at, anything);
            try {
                check.expansion();
            } catch (const defect& defect) {
                refuse(file, begin + defect.at, defect.message + ", and ENVSUB is on",
                       "write $NAME, ${NAME}, ${NAME-default}, ${NAME:-default}, "
                       "${NAME:offset:length} or ${NAME?message}, $$ for one dollar sign, or turn "
                       "it off: -- +goose ENVSUB OFF");
            }
            edit edit = as_edit(line.substr(at, check.position() - at));
            edit.begin = begin + at;
            edit.end = begin + check.position();
            into.push_back(std::move(edit));
            at = check.position();
        } else {
            ++at;
        }
    }
}

std::string expand_variables(std::string_view text, const lookup& values) {
    try {
        return expander(text, 0, values).expression(false);
    } catch (const defect& defect) {
        throw error(error_kind::config, defect.message);
    }
}

} // namespace dunlin::migrator
