// SPDX-License-Identifier: MIT
#include "shared/hiding_observer.hpp"

#include <dunlin/base/hidden_values.hpp>

#include <string>

namespace dunlin::commands {

void hiding_observer::on_statement(const sqldb::statement_event& event) noexcept {
    if (hidden_.empty()) {
        to_.on_statement(event);
        return;
    }
    const std::string sql = hidden_.hide_in(event.sql);
    sqldb::statement_event shown = event;
    shown.sql = sql;
    to_.on_statement(shown);
}

void hiding_observer::on_connect(const sqldb::connect_event& event) noexcept {
    to_.on_connect(event);
}

} // namespace dunlin::commands
