// SPDX-License-Identifier: MIT
#include "complete/typed_words.hpp"

#include <array>
#include <optional>

namespace dunlin::commands {
namespace {

enum class meaning { database, environment, file, env_file, migrations };

struct spelling {
    std::string_view name;
    meaning means;
};

constexpr std::array spellings{
    spelling{"-d", meaning::database},
    spelling{"--database", meaning::database},
    spelling{"-e", meaning::environment},
    spelling{"--env", meaning::environment},
    spelling{"-C", meaning::file},
    spelling{"--config", meaning::file},
    spelling{"--env-file", meaning::env_file},
    spelling{"-m", meaning::migrations},
    spelling{"--migrations", meaning::migrations},
};

std::string without_quotes(std::string_view word) {
    std::string plain;
    char quote = '\0';
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (word[i] == '\\' && quote != '\'' && i + 1 < word.size()) {
            plain += word[++i];
        } else if (word[i] == quote) {
            quote = '\0';
        } else if (quote == '\0' && (word[i] == '\'' || word[i] == '"')) {
            quote = word[i];
        } else {
            plain += word[i];
        }
    }
    return plain;
}

/// "$NAME" or "${NAME}", and nothing else, as NAME.
std::optional<std::string> variable_in(std::string_view word) {
    if (word.starts_with("${") && word.ends_with('}')) {
        return std::string(word.substr(2, word.size() - 3));
    }
    return word.starts_with('$') ? std::optional(std::string(word.substr(1))) : std::nullopt;
}

/// The value, when the word spells the option: "--env=x", "-ex", or the word that follows.
std::optional<std::string_view> value_of(std::string_view name, std::string_view word,
                                         std::string_view next) {
    if (word == name) {
        return next;
    }
    if (!word.starts_with(name)) {
        return std::nullopt;
    }
    const std::string_view rest = word.substr(name.size());
    if (name.starts_with("--")) {
        return rest.starts_with('=') ? std::optional(rest.substr(1)) : std::nullopt;
    }
    return rest;
}

void keep(config::flags& given, meaning means, std::string value) {
    if (value.empty()) {
        return;
    }
    switch (means) {
    case meaning::database:
        given.database = std::move(value);
        break;
    case meaning::environment:
        given.environment = std::move(value);
        break;
    case meaning::file:
        given.file = std::move(value);
        break;
    case meaning::env_file:
        given.env_file = std::move(value);
        break;
    case meaning::migrations:
        given.migrations = std::move(value);
        break;
    }
}

} // namespace

std::string as_passed(std::string_view word, const environment& variables) {
    if (word.starts_with("~/")) {
        return variables("HOME").value_or("~") + without_quotes(word.substr(1));
    }
    const std::string plain = without_quotes(word);
    const auto name = word.starts_with('\'') ? std::nullopt : variable_in(plain);
    return name ? variables(*name).value_or("") : plain;
}

config::flags typed_flags(std::span<const std::string> words, const environment& variables) {
    config::flags given;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view{};
        for (const auto& [name, means] : spellings) {
            if (const auto value = value_of(name, words[i], next)) {
                keep(given, means, as_passed(*value, variables));
            }
        }
    }
    return given;
}

} // namespace dunlin::commands
