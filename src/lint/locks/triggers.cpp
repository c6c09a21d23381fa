// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>

#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;

constexpr std::string_view alone = "Run it in a migration of its own, which retries when the lock "
                                   "is not obtained";

result waits(const subject& s, std::string_view blocks) {
    return problem{fmt::format("blocks {} {} until the transaction ends", blocks, s.table()),
                   std::string(alone)};
}

/// Whether the transaction does something else after this.
bool is_followed(const subject& s) {
    return !s.later().empty() && s.later().front().transaction == s.transaction();
}

result create_trigger(const subject& s) {
    return s.is(kind::create_trigger) && is_followed(s) ? waits(s, "writes to") : result{};
}

result drop_trigger(const subject& s) {
    return s.drops(object_type::trigger) ? waits(s, "reads and writes of") : result{};
}

result switch_trigger(const subject& s) {
    return s.is(kind::enable_trigger) || s.is(kind::disable_trigger) ? waits(s, "writes to")
                                                                     : result{};
}

result create_rule(const subject& s) {
    if (!s.is(kind::create_rule)) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} until the transaction ends, and rewrites "
                    "queries in ways that surprise",
                    s.table()),
        "Use a trigger"};
}

constexpr std::array rule_table{
    rule{.id = "create-trigger",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "CREATE TRIGGER with other work after it",
         .reason = "CREATE TRIGGER takes a SHARE ROW EXCLUSIVE lock, which blocks writes until "
                   "the transaction ends.",
         .manual = "explicit-locking.html",
         .effect = {"SHARE ROW EXCLUSIVE"},
         .bad = "CREATE TRIGGER widgets_log BEFORE INSERT ON widgets FOR EACH ROW EXECUTE FUNCTION "
                "touch(); SELECT 1",
         .good = "SELECT 1",
         .check = create_trigger},
    rule{.id = "drop-trigger",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "DROP TRIGGER",
         .reason = "DROP TRIGGER takes an ACCESS EXCLUSIVE lock: while it waits for running "
                   "queries, all others wait behind it.",
         .manual = "explicit-locking.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "DROP TRIGGER widgets_touch ON widgets",
         .good = "ALTER TABLE widgets DISABLE TRIGGER widgets_touch",
         .check = drop_trigger},
    rule{.id = "switch-trigger",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "ENABLE TRIGGER and DISABLE TRIGGER",
         .reason = "Both take a SHARE ROW EXCLUSIVE lock, which blocks writes until the "
                   "transaction ends. What is written meanwhile passes the trigger by.",
         .manual = "sql-altertable.html",
         .effect = {"SHARE ROW EXCLUSIVE"},
         .bad = "ALTER TABLE widgets DISABLE TRIGGER widgets_touch",
         .good = "SELECT set_config('widgets.touch', 'off', true)",
         .check = switch_trigger},
    rule{.id = "create-rule",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "CREATE RULE",
         .reason = "CREATE RULE takes an ACCESS EXCLUSIVE lock. Rules rewrite queries and often do "
                   "not do what is expected; triggers do.",
         .manual = "rules-triggers.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "CREATE RULE keep AS ON DELETE TO widgets DO INSTEAD NOTHING",
         .good =
             "CREATE TRIGGER widgets_log BEFORE INSERT ON widgets FOR EACH ROW EXECUTE FUNCTION "
             "touch()",
         .check = create_rule},
};

} // namespace

std::span<const rule> trigger_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
