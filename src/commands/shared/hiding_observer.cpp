// SPDX-License-Identifier: MIT
#include "shared/hiding_observer.hpp"

#include <dunlin/base/hidden_values.hpp>

#include <string>

namespace dunlin::commands {

void hiding_observer::on_statement(const sqldb::statement_event& event) noexcept {
    if (hidden_.empty()) {
        inner_.on_statement(event);
        return;
    }
    const std::string sql = hidden_.hide_in(event.sql);
    sqldb::statement_event masked = event;
    masked.sql = sql;
    inner_.on_statement(masked);
}

void hiding_observer::on_connect(const sqldb::connect_event& event) noexcept {
    inner_.on_connect(event);
}

} // namespace dunlin::commands
