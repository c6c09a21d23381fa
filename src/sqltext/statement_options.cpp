// SPDX-License-Identifier: MIT
#include "statement_options.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>

namespace dunlin::sqltext {
namespace {

/// What the server's defGetBoolean reads as false.
bool means_off(std::string_view value) {
    if (value.size() >= 2 && value.front() == '\'') {
        value = value.substr(1, value.size() - 2);
    }
    return value == "0" || same_word(value, "false") || same_word(value, "off");
}

} // namespace

statement_options::statement_options(token_cursor& tokens) {
    if (!tokens.accept("(")) {
        return;
    }
    while (!tokens.at_end() && !tokens.at(")")) {
        option next;
        next.name = lower_case(tokens.text());
        tokens.advance();
        while (!tokens.at_end() && !tokens.at(",") && !tokens.at(")")) {
            next.off = means_off(tokens.text());
            tokens.skip_group();
        }
        options_.push_back(std::move(next));
        tokens.accept(",");
    }
    tokens.accept(")");
}

const statement_options::option* statement_options::find(std::string_view name) const noexcept {
    const auto found = std::find_if(options_.begin(), options_.end(),
                                    [name](const option& o) { return o.name == name; });
    return found == options_.end() ? nullptr : &*found;
}

bool statement_options::has(std::string_view name) const noexcept {
    return find(name) != nullptr;
}

bool statement_options::is_on(std::string_view name) const noexcept {
    const option* found = find(name);
    return found != nullptr && !found->off;
}

bool statement_options::is_on_by_default(std::string_view name) const noexcept {
    const option* found = find(name);
    return found == nullptr || !found->off;
}

} // namespace dunlin::sqltext
