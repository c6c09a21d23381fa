// SPDX-License-Identifier: MIT
#include "migrate_preview.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/output/json_writer.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>

namespace dunlin::commands {
namespace {

void write_step(output::json_writer& json, const migrator::preview_step& step) {
    json.begin_object()
        .member("version", step.version)
        .member("description", step.description)
        .member("direction", migrator::to_string(step.way))
        .member("file", step.file)
        .member("manner", step.in_steps ? "steps" : "transaction")
        .member("steps", step.steps)
        .member("resumes", step.resumes)
        .key("statements")
        .begin_array();
    for (const auto& each : step.statements) {
        json.begin_object()
            .member("line", each.line)
            .member("step", each.step)
            .member("in_transaction", each.in_transaction)
            .member("sql", each.text)
            .end_object();
    }
    json.end_array().end_object();
}

void write_json(const migrator::preview& seen, bool lines, context& world) {
    output::json_writer json(world.out());
    if (lines) {
        for (const auto& each : seen.steps) {
            write_step(json, each);
        }
        return;
    }
    json.begin_object().member("schema", 1).key("migrations").begin_array();
    for (const auto& each : seen.steps) {
        write_step(json, each);
    }
    json.end_array().end_object();
}

std::string heading(const migrator::preview_step& step) {
    std::string text = fmt::format(
        "{} {}  {}  ({}, {}{})\n", migrator::to_string(step.way), step.version, step.description,
        step.file, step.in_steps ? fmt::format("{} steps", step.steps) : "one transaction",
        step.resumes ? ", goes on behind what is done" : "");
    return output::safe_lines(text);
}

void write_text(const migrator::preview& seen, context& world) {
    for (const auto& step : seen.steps) {
        world.print(heading(step));
        std::size_t last = 0;
        for (const auto& each : step.statements) {
            if (step.in_steps && each.step != last) {
                world.print(fmt::format("  step {}, {}\n", each.step,
                                        each.in_transaction ? "a transaction"
                                                            : "outside of a transaction"));
                last = each.step;
            }
            const std::string number = fmt::format("{:>6} | ", each.line);
            std::string text = output::safe_lines(each.text) + ";\n";
            for (std::size_t at = 0; (at = text.find('\n', at)) < text.size() - 1;) {
                text.insert(++at, "       | ");
            }
            world.print(number + text);
        }
    }
}

} // namespace

void show_preview(const migrator::preview& seen, bool as_sql, context& world) {
    if (as_sql) {
        world.print(seen.sql);
    } else if (world.json()) {
        write_json(seen, world.format(output::format::json) == output::format::ndjson, world);
    } else if (seen.steps.empty()) {
        world.say("nothing to do");
    } else {
        write_text(seen, world);
    }
}

} // namespace dunlin::commands
