// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/command.hpp>
#include <dunlin/commands/global_options.hpp>

#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
class Option;
} // namespace CLI

namespace dunlin::cli {

/// The verbs of commands::list() with their flags, as a tree of CLI11. Parsing a command line fills
/// `globals` and the options of the verbs.
class tree {
public:
    /// With every verb.
    tree();
    /// With only the verbs whose words are all among the arguments, and without help and the like.
    /// It parses a valid line as the complete tree does, but cannot suggest other verbs for an
    /// invalid one. Creating all verbs takes as long as connecting to a server.
    explicit tree(std::span<const std::string> arguments);
    ~tree();
    tree(const tree&) = delete;
    tree& operator=(const tree&) = delete;

    struct verb {
        const commands::command* command = nullptr; ///< null for a group
        commands::runner run;
    };

    /// The App of a verb's path, the root for ""; null for an unknown path.
    [[nodiscard]] CLI::App* find(std::string_view path) const;
    /// The verb of an App; empty for groups and the root.
    [[nodiscard]] const verb& verb_of(const CLI::App* app) const;
    [[nodiscard]] CLI::App& root() const noexcept { return *root_; }

    /// Adds the App of a verb. The command must outlive the tree.
    CLI::App& add(const commands::command& command);
    void set_runner(const CLI::App& app, commands::runner run);

    commands::global_options globals;
    CLI::Option* format = nullptr;
    CLI::Option* log_format = nullptr;
    CLI::Option* short_help = nullptr;
    CLI::Option* long_help = nullptr;
    CLI::Option* version = nullptr;

private:
    void add_global_options();
    void add_with_flags(const commands::command& command);
    void add_root();
    CLI::App* add_path(std::string_view path);

    std::unique_ptr<CLI::App> root_;
    std::map<const CLI::App*, verb> verbs_;
    std::map<std::string, CLI::App*, std::less<>> paths_;
};

} // namespace dunlin::cli
