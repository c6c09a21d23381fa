// SPDX-License-Identifier: MIT
#include "plan/prepare.hpp"

#include <dunlin/migrator/statements.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <optional>

namespace dunlin::migrator {
namespace {

std::optional<std::string> own_name(std::string_view name) {
    return std::string(name);
}

bool is_kept(sqltext::statement_class type) {
    using sqltext::statement_class;
    return type == statement_class::ordinary || type == statement_class::no_transaction ||
           type == statement_class::copy_from_stdin;
}

void add(const script_statement& statement, std::size_t transaction,
         std::vector<source_statement>& statements) {
    if (is_kept(statement.statement_class)) {
        statements.push_back({statement.part.sql.begin, statement.part.sql.end, transaction});
    }
}

std::vector<source_statement> statements_of(const prepared_script& script) {
    std::vector<source_statement> statements;
    if (script.statements.empty()) {
        for (const auto& statement : sqltext::split(script.text.text())) {
            statements.push_back({statement.begin, statement.end, 0});
        }
        return statements;
    }
    if (script.steps.empty()) {
        for (const script_statement& statement : script.statements) {
            add(statement, 0, statements);
        }
    }
    for (std::size_t step = 0; step < script.steps.size(); ++step) {
        for (std::size_t i = 0; i < script.steps[step].count; ++i) {
            add(script.statements[script.steps[step].first + i], step, statements);
        }
    }
    return statements;
}

void add_script(prepared_script script, std::vector<source_script>& scripts) {
    scripts.emplace_back(std::make_shared<const prepared_script>(std::move(script)));
}

} // namespace

source_script::source_script(std::shared_ptr<const prepared_script> prepared)
    : prepared_(std::move(prepared)), statements_(statements_of(*prepared_)) {}

const std::string& source_script::version() const noexcept {
    return prepared_->version;
}

direction source_script::direction() const noexcept {
    return prepared_->direction;
}

const std::string& source_script::file() const noexcept {
    return prepared_->text.file_name();
}

std::string_view source_script::text() const noexcept {
    return prepared_->text.text();
}

source_location source_script::where(std::size_t offset) const {
    return prepared_->text.where(offset);
}

std::vector<source_script> read_scripts(const source& files) {
    std::vector<source_script> scripts;
    for (const auto* list : {&files.versioned, &files.repeatable, &files.baselines}) {
        for (const migration& file : *list) {
            add_script(prepare(file, direction::up, own_name), scripts);
            if (file.down) {
                add_script(prepare(file, direction::down, own_name), scripts);
            }
        }
    }
    for (const hook& hook : files.hooks) {
        add_script(prepare_hook(hook, own_name), scripts);
    }
    return scripts;
}

} // namespace dunlin::migrator
