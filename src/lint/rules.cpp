// SPDX-License-Identifier: MIT
#include "families.hpp"

#include <dunlin/lint/allowance.hpp>

#include <algorithm>
#include <vector>

namespace dunlin::lint {
namespace {

std::vector<const rule*> collect() {
    std::vector<const rule*> all;
    for (const auto some :
         {index_rules(),        constraint_rules(),     not_null_rules(),     added_column_rules(),
          partition_rules(),    maintenance_rules(),    trigger_rules(),      transaction_rules(),
          domain_rules(),       column_rewrite_rules(), type_change_rules(),  table_rewrite_rules(),
          dropping_rules(),     row_loss_rules(),       renaming_rules(),     contract_rules(),
          function_rules(),     privilege_rules(),      row_security_rules(), column_type_rules(),
          table_design_rules(), script_rules(),         allowance_rules()}) {
        for (const rule& rule : some) {
            all.push_back(&rule);
        }
    }
    return all;
}

} // namespace

std::span<const rule* const> rules() {
    static const std::vector<const rule*> all = collect();
    return all;
}

const rule* find_rule(std::string_view id) {
    const auto all = rules();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const rule* rule) { return rule->id == id; });
    return found == all.end() ? nullptr : *found;
}

blocked blocked_by(std::string_view lock) noexcept {
    if (lock == "ACCESS EXCLUSIVE") {
        return blocked::reads_and_writes;
    }
    return lock == "SHARE" || lock == "SHARE ROW EXCLUSIVE" || lock == "EXCLUSIVE"
               ? blocked::writes
               : blocked::nobody;
}

std::string_view to_string(severity severity) noexcept {
    return severity == severity::error ? "error" : "warning";
}

std::string_view to_string(family family) noexcept {
    switch (family) {
    case family::locks:
        return "locks";
    case family::rewrites:
        return "rewrites";
    case family::data_loss:
        return "data_loss";
    case family::compatibility:
        return "compatibility";
    case family::security:
        return "security";
    case family::conventions:
        return "conventions";
    }
    return "conventions";
}

std::string_view to_string(blocked blocked) noexcept {
    switch (blocked) {
    case blocked::nobody:
        return "nobody";
    case blocked::writes:
        return "writes";
    case blocked::reads_and_writes:
        return "reads_and_writes";
    }
    return "nobody";
}

} // namespace dunlin::lint
