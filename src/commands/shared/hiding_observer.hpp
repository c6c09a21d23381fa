// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

namespace dunlin {
class hidden_values;
}

namespace dunlin::commands {

/// Passes statements on with hidden values masked. Both arguments must outlive it.
class hiding_observer final : public sqldb::statement_observer {
public:
    hiding_observer(sqldb::statement_observer& inner, const hidden_values& hidden)
        : inner_(inner), hidden_(hidden) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;
    void on_connect(const sqldb::connect_event& event) noexcept override;

private:
    sqldb::statement_observer& inner_;
    const hidden_values& hidden_;
};

} // namespace dunlin::commands
