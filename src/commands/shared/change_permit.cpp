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

/// Lets an action pass whose name is given on the line or typed.
void require_name(context& context, const std::string& action, const std::string& reason,
                  const std::string& name) {
    if (context.options().confirm == name) {
        return;
    }
    if (!context.options().confirm.empty() || !context.can_ask()) {
        refuse_without_name(action, reason, name);
    }
    if (context.ask(fmt::format("About to {}: {}.\nType {} to continue: ", action, reason, name)) !=
        name) {
        throw error(error_kind::refused, "not confirmed; nothing was changed");
    }
}

} // namespace

void permit_removal_of_private_server(context& context, const std::string& folder) {
    for (const auto& each : context.configuration().known_databases) {
        if (each.is_protected && is_local(each.database)) {
            const std::string owner =
                each.environment.empty() ? local_database_of(each.database) : each.environment;
            require_name(context, fmt::format("remove {} with all its databases", folder),
                         fmt::format("it holds the protected database of {}", owner), owner);
            return;
        }
    }
    context.confirm(fmt::format("Remove {} with all its databases?", folder));
}

change_permit::change_permit(context& context, std::string action, when refuses)
    : context_(context), action_(std::move(action)), refuses_(refuses) {
    refuse_early();
}

void change_permit::require_known() {
    must_be_known_ = true;
    refuse_early();
}

void change_permit::refuse_early() const {
    const auto wanted = refuses_ == when::now ? find_demand() : std::nullopt;
    if (wanted && context_.options().confirm != wanted->name && !context_.can_ask()) {
        refuse_without_name(filled(action_), wanted->reason, wanted->name);
    }
}

void change_permit::read_mark(sqldb::connection& db) {
    set_mark(read_protection_mark(db, context_.configuration().ledger_schema.value));
}

void change_permit::set_mark(protection_mark mark) {
    mark_ = std::move(mark);
    context_.learn_environment(mark_.environment);
    refuse_early();
}

void change_permit::grant() {
    if (granted_) {
        return;
    }
    if (const auto wanted = find_demand()) {
        settle(*wanted);
    }
    granted_ = true;
}

void change_permit::grant_with_consent() {
    std::string question = action_;
    if (!question.empty()) {
        question[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(question[0])));
    }
    grant_with_consent(question + "?");
}

void change_permit::grant_with_consent(std::string_view question) {
    if (granted_) {
        return;
    }
    if (const auto wanted = find_demand()) {
        settle(*wanted);
    } else {
        context_.confirm(filled(question));
    }
    granted_ = true;
}

std::optional<change_permit::demand> change_permit::find_demand() const {
    const target& at = context_.target();
    if (at.is_protected) {
        if (at.environment.empty()) {
            return demand{at.name, "dunlin.toml protects it"};
        }
        return demand{
            at.environment,
            at.environment == context_.configuration().environment
                ? fmt::format("the environment {} is protected ({})", at.environment,
                              config::to_string(context_.configuration().is_protected.from))
                : fmt::format("it is the database of the protected environment {}",
                              at.environment)};
    }
    const bool is_of_another = at.is_of_environment && at.environment != mark_.environment;
    if (!mark_.environment.empty() && !is_of_another) {
        return demand{mark_.environment, fmt::format("its ledger marks it as the database of "
                                                     "the protected environment {}",
                                                     mark_.environment)};
    }
    if (mark_.is_hidden && !at.is_of_environment) {
        return demand{at.name,
                      fmt::format("this role may not read {}.events, which tells whether it is "
                                  "protected",
                                  context_.configuration().ledger_schema.value)};
    }
    const bool is_unknown =
        !at.is_named && !at.is_private && !at.known.empty() && !at.is_left_to_command_line;
    if (must_be_known_ && is_unknown) {
        return demand{at.name, fmt::format("dunlin.toml does not name it (it names {})",
                                           fmt::join(at.known, ", "))};
    }
    return std::nullopt;
}

std::string change_permit::filled(std::string_view text) const {
    return fmt::format(fmt::runtime(text), to_string(context_.target()));
}

/// A wrong name was refused before, by context::server_settings(), unless it is the ledger that
/// asks for another.
void change_permit::settle(const demand& what) {
    require_name(context_, filled(action_), what.reason, what.name);
}

} // namespace dunlin::commands
