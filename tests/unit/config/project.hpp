// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/config/settings.hpp>

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <tuple>

/// A project folder of its own, with a .git so that no search leaves it.
class project {
public:
    explicit project(const std::string& toml = {}) {
        static std::atomic<int> counter{0};
        folder = std::filesystem::temp_directory_path() /
                 ("dunlin-config-" + std::to_string(::getpid()) + "-" + std::to_string(++counter));
        std::filesystem::create_directories(folder / ".git");
        if (!toml.empty()) {
            write("dunlin.toml", toml);
        }
    }
    ~project() { std::filesystem::remove_all(folder); }
    project(const project&) = delete;
    project& operator=(const project&) = delete;

    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << text;
        std::filesystem::permissions(folder / name, std::filesystem::perms{0600});
    }

    [[nodiscard]] dunlin::config::settings load(const dunlin::config::flags& flags = {},
                                                const std::string& below = {}) const {
        return dunlin::config::load(flags, reader(), below.empty() ? folder : folder / below);
    }

    /// The variables as the process's environment.
    [[nodiscard]] dunlin::environment reader() const {
        return [this](const std::string& name) {
            const auto found = variables.find(name);
            return found == variables.end() ? std::nullopt : std::optional(found->second);
        };
    }

    /// The error that loading ends with, or what is wrong with the database; fails the test through
    /// an empty message when there is none.
    [[nodiscard]] dunlin::error failure(const dunlin::config::flags& flags = {}) const {
        try {
            const auto settings = load(flags);
            if (settings.database_problem) {
                return *settings.database_problem;
            }
        } catch (const dunlin::error& problem) {
            return problem;
        }
        return {dunlin::error_kind::failed, ""};
    }

    std::filesystem::path folder;
    std::map<std::string, std::string> variables;
};
