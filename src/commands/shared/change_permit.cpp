// SPDX-License-Identifier: MIT
#include "shared/change_permit.hpp"

#include "shared/local_server.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <utility>

namespace dunlin::commands {
namespace {

[[noreturn]] void refuse_without_name(const std::string& action, const std::string& reason,
                                      const std::string& name) {
    throw error(error_kind::refused, fmt::format("refusing to {}: {}", action, reason))
        .with_hint(fmt::format("to do it anyway, add --confirm {}", name));
}

/// Returns if the name is given by --confirm or typed.
void require_name(context& context, const std::string& action, const std::string& reason,
                  const std::string& name) {
    if (context.options().confirm == name) {
        return;
    }
    if (!context.options().confirm.empty() || !context.is_interactive()) {
        refuse_without_name(action, reason, name);
    }
    if (context.prompt(
            fmt::format("About to {}: {}.\nType {} to continue: ", action, reason, name)) != name) {
        throw error(error_kind::refused, "not confirmed; nothing was changed");
    }
}

} // namespace

void permit_server_removal(context& context, const std::string& folder) {
    for (const auto& known : context.configuration().known_databases) {
        if (known.is_protected && is_local(known.database)) {
            const std::string owner =
                known.environment.empty() ? local_database_of(known.database) : known.environment;
            require_name(context, fmt::format("remove {} with all its databases", folder),
                         fmt::format("it holds the protected database of {}", owner), owner);
            return;
        }
    }
    context.confirm(fmt::format("Remove {} with all its databases?", folder));
}

change_permit::change_permit(context& context, std::string action, refusal when)
    : context_(context), action_(std::move(action)), refusal_(when) {
    refuse_early();
}

void change_permit::require_configured_database() {
    must_be_configured_ = true;
    refuse_early();
}

void change_permit::refuse_early() const {
    const auto required = refusal_ == refusal::early ? find_required_name() : std::nullopt;
    if (required && context_.options().confirm != required->name && !context_.is_interactive()) {
        refuse_without_name(with_target(action_), required->reason, required->name);
    }
}

void change_permit::read_protection(sqldb::connection& db) {
    set_protection(read_ledger_protection(db, context_.configuration().ledger_schema.value));
}

void change_permit::set_protection(ledger_protection mark) {
    protection_ = std::move(mark);
    context_.set_ledger_environment(protection_.environment);
    refuse_early();
}

void change_permit::grant() {
    if (granted_) {
        return;
    }
    if (const auto required = find_required_name()) {
        ask_for(*required);
    }
    granted_ = true;
}

void change_permit::grant_with_confirmation() {
    std::string question = action_;
    if (!question.empty()) {
        question[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(question[0])));
    }
    grant_with_confirmation(question + "?");
}

void change_permit::grant_with_confirmation(std::string_view question) {
    if (granted_) {
        return;
    }
    if (const auto required = find_required_name()) {
        ask_for(*required);
    } else {
        context_.confirm(with_target(question));
    }
    granted_ = true;
}

std::optional<change_permit::required_name> change_permit::find_required_name() const {
    const target& database = context_.target();
    if (database.is_protected) {
        if (database.environment.empty()) {
            return required_name{database.name, "dunlin.toml protects it"};
        }
        return required_name{
            database.environment,
            database.environment == context_.configuration().environment
                ? fmt::format("the environment {} is protected ({})", database.environment,
                              config::to_string(context_.configuration().is_protected.origin))
                : fmt::format("it is the database of the protected environment {}",
                              database.environment)};
    }
    const bool is_of_another =
        database.is_of_environment && database.environment != protection_.environment;
    if (!protection_.environment.empty() && !is_of_another) {
        return required_name{protection_.environment,
                             fmt::format("its ledger marks it as the database of "
                                         "the protected environment {}",
                                         protection_.environment)};
    }
    if (protection_.is_unreadable && !database.is_of_environment) {
        return required_name{
            database.name, fmt::format("this role may not read {}.events, which records whether it "
                                       "is protected",
                                       context_.configuration().ledger_schema.value)};
    }
    const bool is_not_configured = !database.is_named && !database.is_private &&
                                   !database.configured_databases.empty() &&
                                   !database.environment_has_no_database;
    if (must_be_configured_ && is_not_configured) {
        return required_name{database.name,
                             fmt::format("dunlin.toml does not name it (it names {})",
                                         fmt::join(database.configured_databases, ", "))};
    }
    return std::nullopt;
}

std::string change_permit::with_target(std::string_view text) const {
    return fmt::format(fmt::runtime(text), to_string(context_.target()));
}

/// A wrong --confirm was refused before by context::server_settings(), unless the name comes from
/// the ledger.
void change_permit::ask_for(const required_name& required) {
    require_name(context_, with_target(action_), required.reason, required.name);
}

} // namespace dunlin::commands
