// SPDX-License-Identifier: MIT
#include "subject.hpp"

#include <dunlin/lint/lint.hpp>

#include <algorithm>

namespace dunlin::lint {
namespace {

using kind = action_kind;

/// Keeps the names of new relations, in the order of the actions.
void note_new_relation(const action& action, std::vector<object_name>& names) {
    switch (action.kind) {
    case kind::create_table:
    case kind::create_table_as:
    case kind::create_view:
    case kind::create_materialized_view:
    case kind::create_sequence:
    case kind::create_enum:
    case kind::create_domain:
    case kind::create_schema:
    case kind::create_function:
        // With IF NOT EXISTS or OR REPLACE an older one may be there already.
        if (!action.if_not_exists && !action.or_replace) {
            names.push_back(action.object);
        }
        break;
    case kind::create_index:
        names.push_back({action.object.schema, action.name});
        break;
    case kind::rename:
        if (contains(names, action.object) && action.type != object_type::column) {
            names.push_back({action.object.schema, action.new_name});
        }
        break;
    case kind::set_schema:
        if (contains(names, action.object)) {
            names.push_back({action.new_name, action.object.name});
        }
        break;
    default:
        break;
    }
}

void note_proof(const action& action, std::vector<not_null_proof>& proofs) {
    if (action.kind == kind::add_constraint && !action.constraint->not_null_columns.empty()) {
        proofs.push_back({action.object, action.name, action.constraint->not_null_columns,
                          !action.constraint->not_valid});
        return;
    }
    const auto is_meant = [&](const not_null_proof& proof) {
        return proof.constraint == action.name && may_be_same(proof.table, action.object);
    };
    if (action.kind == kind::drop_constraint) {
        std::erase_if(proofs, is_meant);
    } else if (action.kind == kind::validate_constraint) {
        for (not_null_proof& proof : proofs) {
            proof.is_valid = proof.is_valid || is_meant(proof);
        }
    }
}

std::vector<script_action> read_actions(const script& script) {
    std::vector<script_action> all;
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const script_statement& statement = script.statements[i];
        for (action& action : sqltext::describe_actions(statement.sql).actions) {
            all.push_back({std::move(action), i, statement.sql, statement.transaction, false});
        }
    }
    return all;
}

/// What a relation's age decides on: a new one has no rows and no readers.
bool depends_on_age(family family) {
    return family == family::locks || family == family::rewrites || family == family::data_loss ||
           family == family::compatibility;
}

bool applies_to_down(family family) {
    return family == family::locks || family == family::rewrites || family == family::security;
}

bool is_new(const action& action, std::span<const object_name> names) {
    return !action.object.name.empty() && contains(names, action.object);
}

} // namespace

std::string_view to_string(evidence) noexcept {
    return "text";
}

std::vector<finding> linter::check(const script& script) {
    std::vector<object_name> names =
        keeps_new_relations_ ? new_relations_ : std::vector<object_name>();
    std::vector<script_action> all = read_actions(script);
    std::vector<finding> findings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const action& action = all[i].action;
        all[i].on_new_relation = is_new(action, names);
        const subject subject{action, all[i].sql, all, i, names, proofs_, target_version_};
        for (const rule* rule : rules()) {
            if ((all[i].on_new_relation && depends_on_age(rule->family)) ||
                (script.is_down && !applies_to_down(rule->family)) ||
                target_version_ < rule->first_version || target_version_ > rule->last_version) {
                continue;
            }
            if (auto problem = rule->check(subject)) {
                findings.push_back({rule, all[i].statement, action.begin,
                                    std::move(problem->message), std::move(problem->alternative),
                                    evidence::text});
            }
        }
        note_new_relation(action, names);
        // A later SET NOT NULL of the same statement still sees what this one drops.
        const bool ends_statement = i + 1 == all.size() || all[i + 1].statement != all[i].statement;
        if (ends_statement && !script.is_down) {
            for (std::size_t j = i + 1; j-- > 0 && all[j].statement == all[i].statement;) {
                note_proof(all[j].action, proofs_);
            }
        }
    }
    if (!script.is_down) {
        new_relations_.insert(new_relations_.end(), names.begin(), names.end());
    }
    return findings;
}

} // namespace dunlin::lint
