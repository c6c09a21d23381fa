// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/ledger.hpp>

#include <string>
#include <string_view>

namespace dunlin::migrator {

/// The tables `steps` and `events` of dunlin's schema. The texts run within transactions of a
/// migration, and so depend on no setting of the session.
class journal {
public:
    explicit journal(std::string schema) : schema_(std::move(schema)) {}

    /// `before`: what the catalog held before, for the examination after a crash.
    [[nodiscard]] std::string intent_sql(const sqldb::connection& db, const step_row& step) const;
    /// A step that ran in the transaction that this text is sent in.
    [[nodiscard]] std::string done_sql(const sqldb::connection& db, const step_row& step) const;
    /// An intended step that turned out well.
    [[nodiscard]] std::string mark_done_sql(const sqldb::connection& db,
                                            const step_row& step) const;
    /// An intended step that the server refused.
    [[nodiscard]] std::string forget_sql(const sqldb::connection& db, const step_row& step) const;
    /// All steps of a migration, when it is complete.
    [[nodiscard]] std::string clear_sql(const sqldb::connection& db, std::string_view version,
                                        direction direction) const;
    [[nodiscard]] std::string event_sql(const sqldb::connection& db, std::string_view action,
                                        std::string_view version, std::string_view detail) const;

private:
    std::string schema_;
};

} // namespace dunlin::migrator
