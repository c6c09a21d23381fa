// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>

#include <fmt/format.h>

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
      terminal_(look_at_terminal(options_)), talk_(options_) {}

context::~context() = default;

bool context::json() const noexcept {
    return options_.format == "json" || options_.format == "ndjson";
}

void context::print(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
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
    if (!terminal_.input || !terminal_.error) {
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
