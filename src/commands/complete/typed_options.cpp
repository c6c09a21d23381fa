// SPDX-License-Identifier: MIT
#include "complete/typed_options.hpp"

#include <array>
#include <optional>

namespace dunlin::commands {
namespace {

enum class setting { database, environment, file, env_file, migrations };

struct option_name {
    std::string_view name;
    setting target;
};

constexpr std::array option_names{
    option_name{"-d", setting::database},
    option_name{"--database", setting::database},
    option_name{"-e", setting::environment},
    option_name{"--env", setting::environment},
    option_name{"-C", setting::file},
    option_name{"--config", setting::file},
    option_name{"--env-file", setting::env_file},
    option_name{"-m", setting::migrations},
    option_name{"--migrations", setting::migrations},
};

std::string unquote(std::string_view argument) {
    std::string plain;
    char quote = '\0';
    for (std::size_t i = 0; i < argument.size(); ++i) {
        if (argument[i] == '\\' && quote != '\'' && i + 1 < argument.size()) {
            plain += argument[++i];
        } else if (argument[i] == quote) {
            quote = '\0';
        } else if (quote == '\0' && (argument[i] == '\'' || argument[i] == '"')) {
            quote = argument[i];
        } else {
            plain += argument[i];
        }
    }
    return plain;
}

/// NAME of an argument that is only "$NAME" or "${NAME}".
std::optional<std::string> variable_in(std::string_view argument) {
    if (argument.starts_with("${") && argument.ends_with('}')) {
        return std::string(argument.substr(2, argument.size() - 3));
    }
    return argument.starts_with('$') ? std::optional(std::string(argument.substr(1)))
                                     : std::nullopt;
}

/// The option's value if the argument is that option: from "--env=x", "-ex", or the next argument.
std::optional<std::string_view> value_of(std::string_view name, std::string_view argument,
                                         std::string_view next) {
    if (argument == name) {
        return next;
    }
    if (!argument.starts_with(name)) {
        return std::nullopt;
    }
    const std::string_view rest = argument.substr(name.size());
    if (name.starts_with("--")) {
        return rest.starts_with('=') ? std::optional(rest.substr(1)) : std::nullopt;
    }
    return rest;
}

void set(config::flags& flags, setting target, std::string value) {
    if (value.empty()) {
        return;
    }
    switch (target) {
    case setting::database:
        flags.database = std::move(value);
        break;
    case setting::environment:
        flags.environment = std::move(value);
        break;
    case setting::file:
        flags.file = std::move(value);
        break;
    case setting::env_file:
        flags.env_file = std::move(value);
        break;
    case setting::migrations:
        flags.migrations = std::move(value);
        break;
    }
}

} // namespace

std::string expand_argument(std::string_view argument, const environment& variables) {
    if (argument.starts_with("~/")) {
        return variables("HOME").value_or("~") + unquote(argument.substr(1));
    }
    const std::string plain = unquote(argument);
    const auto name = argument.starts_with('\'') ? std::nullopt : variable_in(plain);
    return name ? variables(*name).value_or("") : plain;
}

config::flags typed_options(std::span<const std::string> arguments, const environment& variables) {
    config::flags flags;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view next =
            i + 1 < arguments.size() ? arguments[i + 1] : std::string_view{};
        for (const auto& [name, target] : option_names) {
            if (const auto value = value_of(name, arguments[i], next)) {
                set(flags, target, expand_argument(*value, variables));
            }
        }
    }
    return flags;
}

} // namespace dunlin::commands
