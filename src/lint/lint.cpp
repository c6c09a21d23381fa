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

struct read_script {
    std::vector<script_action> actions;
    std::size_t unparsed_count = 0;
};

read_script read_actions(const script& script) {
    read_script result;
    for (std::size_t i = 0; i < script.statements.size(); ++i) {
        const script_statement& statement = script.statements[i];
        auto described = sqltext::describe_actions(statement.sql);
        result.unparsed_count += described.is_parsed ? 0 : 1;
        for (action& action : described.actions) {
            result.actions.push_back(
                {std::move(action), i, statement.sql, statement.transaction, false});
        }
    }
    return result;
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

void check_action(const subject& subject, bool is_down, std::vector<finding>& findings) {
    const script_action& entry = subject.all[subject.position];
    for (const rule* rule : rules()) {
        if ((entry.on_new_relation && depends_on_age(rule->family)) ||
            (is_down && !applies_to_down(rule->family)) ||
            subject.target_version < rule->first_version ||
            subject.target_version > rule->last_version) {
            continue;
        }
        if (auto problem = rule->check(subject)) {
            findings.push_back({rule, entry.statement, subject.action.begin,
                                std::move(problem->message), std::move(problem->alternative),
                                evidence::text});
        }
    }
}

/// Notes the proofs of all actions of the statement that ends with this one.
void note_proofs(std::span<const script_action> all, std::size_t last,
                 std::vector<not_null_proof>& proofs) {
    std::size_t first = last;
    while (first > 0 && all[first - 1].statement == all[last].statement) {
        --first;
    }
    for (std::size_t i = first; i <= last; ++i) {
        note_proof(all[i].action, proofs);
    }
}

} // namespace

std::string_view to_string(evidence) noexcept {
    return "text";
}

std::vector<finding> linter::check(const script& script) {
    auto names = keeps_new_relations_ ? new_relations_ : std::vector<object_name>();
    auto [all, unparsed] = read_actions(script);
    unparsed_count_ += unparsed;
    std::vector<finding> findings;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const action& action = all[i].action;
        all[i].on_new_relation = is_new(action, names);
        check_action({action, all[i].sql, all, i, names, proofs_, target_version_}, script.is_down,
                     findings);
        note_new_relation(action, names);
        // SET NOT NULL still sees what another subcommand of its statement drops.
        if (!script.is_down && (i + 1 == all.size() || all[i + 1].statement != all[i].statement)) {
            note_proofs(all, i, proofs_);
        }
    }
    if (keeps_new_relations_ && !script.is_down) {
        new_relations_ = std::move(names);
    }
    return findings;
}

void linter::remember(const script& script) {
    const auto [all, unparsed] = read_actions(script);
    for (const script_action& entry : all) {
        note_proof(entry.action, proofs_);
    }
}

} // namespace dunlin::lint
