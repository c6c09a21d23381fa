// SPDX-License-Identifier: MIT
#include "migrate/preview_json.hpp"

#include "shared/write_target.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>

namespace dunlin::commands {
namespace {

using hooks = std::vector<migrator::preview_hook>;

void write_statements(output::json_writer& json,
                      const std::vector<migrator::preview_statement>& statements) {
    json.key("statements").begin_array();
    for (const auto& statement : statements) {
        json.begin_object()
            .member("line", statement.line)
            .member("step", statement.step)
            .member("in_transaction", statement.in_transaction)
            .member("sql", statement.text)
            .end_object();
    }
    json.end_array();
}

std::string_view manner_of(const migrator::preview_hook& hook) {
    return hook.within ? "within" : hook.in_steps ? "steps" : "transaction";
}

void write_hook(output::json_writer& json, const migrator::preview_hook& hook) {
    json.begin_object()
        .member("moment", migrator::to_string(hook.when))
        .member("file", hook.file)
        .member("manner", manner_of(hook));
    write_statements(json, hook.statements);
    json.end_object();
}

void write_hooks(output::json_writer& json, std::string_view key, const hooks& list) {
    json.key(key).begin_array();
    for (const auto& hook : list) {
        write_hook(json, hook);
    }
    json.end_array();
}

void write_step(output::json_writer& json, const migrator::preview_step& step) {
    json.begin_object()
        .member("version", step.version)
        .member("description", step.description)
        .member("direction", migrator::to_string(step.direction))
        .member("file", step.file)
        .member("manner", step.in_steps ? "steps" : "transaction")
        .member("steps", step.steps)
        .member("resumes", step.resumes);
    write_statements(json, step.statements);
    write_hooks(json, "before", step.before);
    json.key("preconditions").begin_array();
    for (const auto& condition : step.conditions) {
        json.begin_object()
            .member("line", condition.line)
            .member("sql", condition.sql)
            .member("expected", condition.expected)
            .member("on_fail", migrator::to_string(condition.on_fail))
            .member("on_error", migrator::to_string(condition.on_error))
            .end_object();
    }
    json.end_array();
    write_hooks(json, "after", step.after);
    json.end_object();
}

void write_lines(const migrator::preview& preview, output::json_writer& json) {
    for (const auto& hook : preview.before) {
        write_hook(json, hook);
    }
    for (const auto& step : preview.steps) {
        write_step(json, step);
    }
    for (const auto& hook : preview.after) {
        write_hook(json, hook);
    }
}

} // namespace

void write_preview_json(const migrator::preview& preview, context& context) {
    output::json_writer json(context.out());
    if (context.format(output::format::json) == output::format::ndjson) {
        write_lines(preview, json);
        return;
    }
    json.begin_object().member("schema", 1);
    write_target(json, context);
    json.key("migrations").begin_array();
    for (const auto& step : preview.steps) {
        write_step(json, step);
    }
    json.end_array();
    write_hooks(json, "before", preview.before);
    write_hooks(json, "after", preview.after);
    json.key("warnings").begin_array();
    for (const std::string& warning : preview.warnings) {
        json.value(warning);
    }
    json.end_array().end_object();
}

} // namespace dunlin::commands
