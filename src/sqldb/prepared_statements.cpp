// SPDX-License-Identifier: MIT
#include "prepared_statements.hpp"

namespace dunlin::sqldb {
namespace {

/// The server keeps a plan for each; further statements run unprepared.
constexpr std::size_t max_statements = 200;

/// Texts that a program builds for each call are long and do not come again.
constexpr std::size_t max_size = 65536;

} // namespace

prepared_statements::entry prepared_statements::next_run(const std::string& sql) {
    const auto found = entries_.find(sql);
    if (found != entries_.end()) {
        if (found->second.state == state::prepared) {
            return found->second;
        }
        if (found->second.is_excluded) {
            return {};
        }
        found->second.name = "dunlin_statement_" + std::to_string(++names_);
        return {state::to_prepare, found->second.name};
    }
    if (entries_.size() < max_statements && sql.size() <= max_size) {
        entries_.emplace(sql, entry{});
    }
    return {};
}

void prepared_statements::set_prepared(const std::string& sql) {
    entries_[sql].state = state::prepared;
}

void prepared_statements::set_failed(const std::string& sql, std::string_view sqlstate) {
    const auto found = entries_.find(sql);
    if (found == entries_.end()) {
        return;
    }
    if (found->second.state != state::prepared) {
        found->second.is_excluded = true;
    } else if (is_outdated(sqlstate)) {
        found->second.state = state::unprepared;
    }
}

bool prepared_statements::is_outdated(std::string_view sqlstate) noexcept {
    return sqlstate == "26000" || sqlstate == "0A000";
}

} // namespace dunlin::sqldb
