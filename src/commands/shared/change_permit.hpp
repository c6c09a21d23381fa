// SPDX-License-Identifier: MIT
#pragma once

#include "shared/ledger_protection.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::commands {

class context;

/// Asks before the project's private server is removed, by name when dunlin.toml has a protected
/// environment on it. Throws error(refused).
void permit_server_removal(context& context, const std::string& folder);

/// Decides whether a verb may change the database. A database is protected when dunlin.toml
/// protects its environment, or when its ledger names a protected environment and dunlin.toml does
/// not give it to another one. A change of a protected database needs the name of the environment,
/// by --confirm or typed at a prompt; --yes is not enough.
class change_permit {
public:
    /// When a change without the necessary name is refused, if nobody can be asked for it.
    enum class refusal {
        early,    ///< as soon as it is certain, before a server is started or connected to
        on_grant, ///< by grant(), for a verb that may turn out to change nothing
    };
    static refusal early_unless(bool dry_run) {
        return dry_run ? refusal::on_grant : refusal::early;
    }

    /// `action` completes "refusing to", with {} for the database: "drop {} with all its data".
    /// Throws error(refused) for an early refusal, as do the next three functions.
    change_permit(context& context, std::string action, refusal when = refusal::early);

    /// Also asks for the database's name when dunlin.toml names databases on servers, but not this
    /// one.
    void require_configured_database();

    /// Reads the ledger's protection, in one query, or sets one that was read.
    void read_protection(sqldb::connection& db);
    void set_protection(ledger_protection mark);

    /// Allows the change, or throws error(refused). Only the first call asks.
    void grant();
    /// The same for a change that always needs confirmation: where no name is needed, by --yes or
    /// by a yes to "Drop {} with all its data?", made from the action.
    void grant_with_confirmation();
    /// The same with another question, {} as in the action.
    void grant_with_confirmation(std::string_view question);

private:
    struct required_name {
        std::string name;
        std::string reason; ///< completes "refusing to ...: "
    };

    [[nodiscard]] std::optional<required_name> find_required_name() const;
    [[nodiscard]] std::string with_target(std::string_view text) const;
    void refuse_early() const;
    void ask_for(const required_name& required);

    context& context_;
    std::string action_;
    refusal refusal_;
    ledger_protection protection_;
    bool must_be_configured_ = false;
    bool granted_ = false;
};

} // namespace dunlin::commands
