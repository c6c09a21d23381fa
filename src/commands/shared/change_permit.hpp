// SPDX-License-Identifier: MIT
#pragma once

#include "shared/protection_mark.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace dunlin::sqldb {
class connection;
}

namespace dunlin::commands {

class context;

/// Lets the project's private server be removed, or throws error(refused): it wants consent, and
/// the name of an environment that dunlin.toml protects and puts there.
void permit_removal_of_private_server(context& context, const std::string& folder);

/// The one place that decides whether a verb may change the database. A database is protected when
/// dunlin.toml says so of the environment whose database it is, or when its ledger is marked with a
/// protected environment and dunlin.toml does not name it as another one's. There the change wants
/// that environment's name, by --confirm or typed at the question; --yes is not enough.
class change_permit {
public:
    enum class when { now, later };

    /// What only shows what would be done asks for nothing.
    static when unless(bool only_shows) { return only_shows ? when::later : when::now; }

    /// `action` completes "refusing to", with {} for the database: "drop {} with all its data".
    /// Throws error(refused) at once, before a server is started or asked, when dunlin.toml alone
    /// says that a name is needed and nobody can give it; `later` leaves that to grant(), for a
    /// verb that does not know yet what it will do.
    change_permit(context& context, std::string action, when refuses = when::now);

    /// The change also wants the database's name when dunlin.toml names databases of servers and
    /// not this one. As the constructor it throws at once where that is certain.
    void require_known();

    /// What the ledger says, when it is not known otherwise; one query. As the constructor these
    /// two throw at once where the name is needed and nobody can give it.
    void read_mark(sqldb::connection& db);
    void set_mark(protection_mark mark);

    /// Lets the change happen, or throws error(refused). Only the first call asks.
    void grant();
    /// The same for a change that wants consent everywhere: where no name is needed, --yes or a yes
    /// to the question that the action is.
    void grant_with_consent();
    /// With a question of its own, {} as in the action.
    void grant_with_consent(std::string_view question);

private:
    struct demand {
        std::string name;   ///< that must be given
        std::string reason; ///< completes "refusing to ...: "
    };

    [[nodiscard]] std::optional<demand> find_demand() const;
    [[nodiscard]] std::string filled(std::string_view text) const;
    void refuse_early() const;
    void settle(const demand& what);

    context& context_;
    std::string action_;
    when refuses_;
    protection_mark mark_;
    bool must_be_known_ = false;
    bool granted_ = false;
};

} // namespace dunlin::commands
