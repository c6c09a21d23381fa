// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace dunlin::commands {

/// The part of the configuration that verbs ask for, read once.
struct context::project {
    std::filesystem::path root;
};

context::context(global_options options, std::string verb, const interruption& stop)
    : options_(std::move(options)), verb_(std::move(verb)), stop_(stop),
      terminals_(look_at_terminals(options_)), talk_(options_, terminals_.error.is_terminal),
      stdout_(STDOUT_FILENO, "standard output"), stderr_(STDERR_FILENO, "standard error"),
      out_(&stdout_) {
    // Tables are safe by themselves and may hold colour; CSV and Markdown are data that only
    // happens to end on a terminal.
    const auto kind = options_.format.value_or(output::format::table);
    if (terminals_.output.is_terminal &&
        (kind == output::format::csv || kind == output::format::markdown)) {
        safe_out_ = std::make_unique<output::terminal_sink>(stdout_);
        out_ = safe_out_.get();
    }
}

context::~context() = default;

output::format context::format(output::format usual) const {
    return options_.format.value_or(usual);
}

output::row_options context::row_options() const {
    output::row_options wanted;
    wanted.width = terminals_.output.width;
    wanted.colour = terminals_.colour_output;
    return wanted;
}

std::unique_ptr<output::progress> context::progress(std::string label, std::string unit,
                                                    std::int64_t total) {
    output::progress::options what;
    what.label = std::move(label);
    what.unit = std::move(unit);
    what.total = total > 0 ? std::optional(total) : std::nullopt;
    what.enabled = terminals_.progress;
    return std::make_unique<output::progress>(stderr_, terminals_.error, std::move(what));
}

std::optional<std::string> context::environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') {
        return std::nullopt;
    }
    return value;
}

context::project& context::load_project() {
    if (!project_) {
        project_ = std::make_unique<project>();
    }
    return *project_;
}

const std::filesystem::path& context::root() {
    return load_project().root;
}

std::filesystem::path context::migrations_folder() {
    return options_.migrations.empty() ? root() / "migrations"
                                       : std::filesystem::path(options_.migrations);
}

std::filesystem::path context::seed_folder() {
    return root() / "seed";
}

std::string context::ledger_schema() {
    return "dunlin";
}

bool context::is_protected() {
    return false;
}

void context::confirm(std::string_view question) {
    if (options_.yes) {
        return;
    }
    if (!terminals_.input || !terminals_.error.is_terminal) {
        throw error(error_kind::refused, fmt::format("{} needs consent", verb_))
            .with_hint("add --yes to consent where nobody can be asked");
    }
    fmt::print(stderr, "{} [y/N] ", question);
    std::fflush(stderr);
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "Y" && answer != "yes") {
        throw error(error_kind::refused, "not confirmed; nothing was changed");
    }
}

void context::refuse_if_protected(std::string_view action) {
    if (is_protected()) {
        throw error(error_kind::refused,
                    fmt::format("refusing to {}: the environment {} is protected", action,
                                options_.environment))
            .with_hint("choose another environment with --env, or take `protected = true` out of "
                       "dunlin.toml");
    }
}

} // namespace dunlin::commands
