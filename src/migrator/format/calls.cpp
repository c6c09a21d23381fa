// SPDX-License-Identifier: MIT
#include "format/calls.hpp"

#include "format/mentions.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <cctype>

namespace dunlin::migrator {
namespace {

bool begins_with(std::string_view statement, std::string_view lower_word) {
    const std::size_t end = lower_word.size();
    return statement.size() > end && mentions(statement.substr(0, end), lower_word) &&
           std::isalnum(static_cast<unsigned char>(statement[end])) == 0 && statement[end] != '_';
}

bool mentions_an_end(std::string_view text) {
    return mentions(text, "call") || mentions(text, "commit") || mentions(text, "rollback");
}

} // namespace

bool may_end_transactions(std::string_view statement) {
    return begins_with(statement, "call") ||
           (begins_with(statement, "do") && mentions_an_end(statement));
}

bool is_lone_call(std::string_view script) {
    if (!mentions_an_end(script)) { // most scripts, and the look at the bytes is cheap
        return false;
    }
    const auto statements = sqltext::split(script);
    return statements.size() == 1 && may_end_transactions(statements.front().text(script));
}

} // namespace dunlin::migrator
