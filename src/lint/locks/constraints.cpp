// SPDX-License-Identifier: MIT
#include "families.hpp"
#include "subject.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace dunlin::lint {
namespace {

using kind = action_kind;
using sqltext::constraint_type;

/// The table constraint that an ALTER TABLE adds, if it is of the type and the table's rows are
/// read for it; else null.
const sqltext::constraint* added(const subject& s, constraint_type type) {
    const bool adds = s.is(kind::add_constraint) && s.action.constraint &&
                      s.action.constraint->type == type && !s.action.constraint->not_valid &&
                      s.action.constraint->index.empty();
    return adds ? &*s.action.constraint : nullptr;
}

result add_check(const subject& s) {
    const auto* check = added(s, constraint_type::check);
    if (check == nullptr) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} while all its rows are checked", s.table()),
        add_not_valid(s.action.object, name_of(*check, s.action, "check"), definition_of(*check))};
}

result add_foreign_key(const subject& s) {
    const auto* key = added(s, constraint_type::foreign_key);
    if (key == nullptr) {
        return {};
    }
    return problem{
        fmt::format("blocks writes to {} and {} while all rows are checked", s.table(),
                    sqltext::quote_name(*key->referenced)),
        add_not_valid(s.action.object, name_of(*key, s.action, "fkey"), definition_of(*key))};
}

std::string quoted_list(const std::vector<std::string>& columns) {
    std::vector<std::string> quoted;
    for (const std::string& column : columns) {
        quoted.push_back(sqltext::quote_name(column));
    }
    return fmt::format("{}", fmt::join(quoted, ", "));
}

/// Builds the index without blocking anybody, then makes it the constraint's.
std::string using_index(const subject& s, const sqltext::constraint& constraint,
                        std::string_view suffix, std::string_view type) {
    const std::string name = sqltext::quote_name(name_of(constraint, s.action, suffix));
    return fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} ({});\n", name, s.table(),
                       quoted_list(constraint.columns)) +
           alter_table(s.action.object,
                       fmt::format("ADD CONSTRAINT {} {} USING INDEX {}", name, type, name));
}

result add_unique(const subject& s) {
    const auto* unique = added(s, constraint_type::unique);
    if (unique == nullptr) {
        return {};
    }
    return problem{fmt::format("blocks reads and writes of {} until the index is built", s.table()),
                   using_index(s, *unique, "key", "UNIQUE")};
}

result add_primary_key(const subject& s) {
    const auto* key = added(s, constraint_type::primary_key);
    if (key == nullptr) {
        return {};
    }
    sqltext::constraint named = *key;
    named.name = key->name.empty() ? s.action.object.name + "_pkey" : key->name;
    return problem{fmt::format("blocks reads and writes of {} until the index is built", s.table()),
                   using_index(s, named, "pkey", "PRIMARY KEY")};
}

result add_exclusion(const subject& s) {
    if (added(s, constraint_type::exclusion) == nullptr) {
        return {};
    }
    return problem{
        fmt::format("blocks reads and writes of {} until the index is built, and PostgreSQL has no "
                    "other way to add an exclusion constraint",
                    s.table()),
        "Create a new table with the constraint and copy the rows, or plan a maintenance window"};
}

result drop_constraint(const subject& s) {
    if (!s.is(kind::drop_constraint) || !s.action.cascade) {
        return {};
    }
    return problem{fmt::format("also drops the foreign keys that need {}, and locks their tables",
                               sqltext::quote_name(s.action.name)),
                   alter_table(s.action.object, fmt::format("DROP CONSTRAINT {}",
                                                            sqltext::quote_name(s.action.name)))};
}

result several_references(const subject& s) {
    if (!s.is(kind::create_table)) {
        return {};
    }
    std::vector<object_name> tables;
    const auto note = [&](const sqltext::constraint& constraint) {
        if (constraint.type == constraint_type::foreign_key && !s.is_new(*constraint.referenced) &&
            std::find(tables.begin(), tables.end(), *constraint.referenced) == tables.end()) {
            tables.push_back(*constraint.referenced);
        }
    };
    for (const auto& column : s.action.columns) {
        std::for_each(column.constraints.begin(), column.constraints.end(), note);
    }
    std::for_each(s.action.constraints.begin(), s.action.constraints.end(), note);
    if (tables.size() < 2) {
        return {};
    }
    std::vector<std::string> names;
    for (const object_name& table : tables) {
        names.push_back(sqltext::quote_name(table));
    }
    return problem{fmt::format("blocks writes to {} at once until the transaction ends, which can "
                               "deadlock with transactions that write to them",
                               fmt::join(names, " and ")),
                   "Create the table without its foreign keys, and add each of them in a migration "
                   "of its own"};
}

constexpr std::array rule_table{
    rule{.id = "add-check-valid",
         .family = family::locks,
         .severity = severity::error,
         .summary = "CHECK constraint without NOT VALID",
         .reason = "Adding a check reads every row under an ACCESS EXCLUSIVE lock. With NOT VALID "
                   "it applies to new rows at once; VALIDATE CONSTRAINT then reads the old ones "
                   "without blocking reads or writes.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD CONSTRAINT widgets_price_check CHECK (price >= 0)",
         .good = "ALTER TABLE widgets ADD CONSTRAINT widgets_price_check CHECK (price >= 0) NOT "
                 "VALID",
         .check = add_check},
    rule{.id = "add-fk-valid",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Foreign key without NOT VALID",
         .reason = "Adding a foreign key takes a SHARE ROW EXCLUSIVE lock on both tables and "
                   "checks every row. With NOT VALID both locks are brief; VALIDATE CONSTRAINT "
                   "then checks the rows without blocking reads or writes.",
         .manual = "sql-altertable.html",
         .effect = {"SHARE ROW EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD CONSTRAINT widgets_maker_fkey FOREIGN KEY (maker_id) "
                "REFERENCES categories (id)",
         .good = "ALTER TABLE widgets ADD CONSTRAINT widgets_maker_fkey FOREIGN KEY (maker_id) "
                 "REFERENCES categories (id) NOT VALID",
         .check = add_foreign_key},
    rule{.id = "add-unique-constraint",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Unique constraint that builds its index",
         .reason = "The index of a unique constraint is built under an ACCESS EXCLUSIVE lock, "
                   "which blocks reads too. An index that was built CONCURRENTLY can become the "
                   "constraint's.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE widgets ADD CONSTRAINT widgets_id_name_key UNIQUE (id, name)",
         .good = "ALTER TABLE widgets ADD CONSTRAINT widgets_code_key UNIQUE USING INDEX "
                 "widgets_code_idx",
         .check = add_unique},
    rule{.id = "add-primary-key",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Primary key that builds its index",
         .reason = "The index of a primary key is built under an ACCESS EXCLUSIVE lock, and all "
                   "rows are read for NULL unless its columns are NOT NULL already.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE readings ADD PRIMARY KEY (id)",
         .good = "ALTER TABLE readings ADD CONSTRAINT readings_pkey PRIMARY KEY USING INDEX "
                 "readings_id_idx",
         .check = add_primary_key},
    rule{.id = "add-exclusion-constraint",
         .family = family::locks,
         .severity = severity::error,
         .summary = "Exclusion constraint on an existing table",
         .reason = "The index of an exclusion constraint is built and checked under an ACCESS "
                   "EXCLUSIVE lock.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE", false, true},
         .bad = "ALTER TABLE readings ADD EXCLUDE USING gist (during WITH &&)",
         .good = "CREATE TABLE bookings (during tsrange, EXCLUDE USING gist (during WITH &&))",
         .check = add_exclusion},
    rule{.id = "drop-constraint-cascade",
         .family = family::locks,
         .severity = severity::error,
         .summary = "DROP CONSTRAINT ... CASCADE",
         .reason = "CASCADE drops the foreign keys of other tables that need a primary key or "
                   "unique constraint, and takes an ACCESS EXCLUSIVE lock on each of them.",
         .manual = "sql-altertable.html",
         .effect = {"ACCESS EXCLUSIVE"},
         .bad = "ALTER TABLE categories DROP CONSTRAINT categories_pkey CASCADE",
         .good = "CREATE TABLE bookings (id bigint PRIMARY KEY)",
         .check = drop_constraint},
    rule{.id = "references-several-tables",
         .family = family::locks,
         .severity = severity::warning,
         .summary = "New table with foreign keys to several tables",
         .reason = "CREATE TABLE takes a SHARE ROW EXCLUSIVE lock on each table that it "
                   "references and holds it until the transaction ends.",
         .manual = "explicit-locking.html",
         .effect = {"SHARE ROW EXCLUSIVE"},
         .bad = "CREATE TABLE bookings (widget_id bigint REFERENCES widgets, category_id bigint "
                "REFERENCES categories)",
         .good = "CREATE TABLE bookings (widget_id bigint, category_id bigint)",
         .check = several_references},
};

} // namespace

std::span<const rule> constraint_rules() noexcept {
    return rule_table;
}

} // namespace dunlin::lint
