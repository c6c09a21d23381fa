// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

#include <string>
#include <string_view>

namespace dunlin::commands {

class talk;

/// The statement log of -vv. The talk must outlive it.
class statement_log final : public sqldb::statement_observer {
public:
    explicit statement_log(const talk& voice) : voice_(voice) {}
    void on_statement(const sqldb::statement_event& event) noexcept override;

private:
    const talk& voice_;
};

/// The statement with every literal and number replaced by "?", on one line and without comments,
/// so that a log holds no data and no secret. Text that cannot be scanned is not shown at all.
std::string mask_values(std::string_view sql);

} // namespace dunlin::commands
