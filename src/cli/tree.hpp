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

/// The live tree of verbs with their flags, from commands::list(). Parsing it fills `globals` and
/// the options of the verbs' runners.
class tree {
public:
    /// Every verb.
    tree();
    /// Only the verbs whose words are all among `words`, which are all that such a line can name,
    /// and not the program's own (help and the like). It reads a right line as the whole tree does;
    /// a wrong one is for the whole tree, which knows what could have been meant. All verbs take as
    /// long to make as connecting to a server does.
    explicit tree(std::span<const std::string> words);
    ~tree();
    tree(const tree&) = delete;
    tree& operator=(const tree&) = delete;

    struct verb {
        const commands::command* what = nullptr; ///< null for a word that only gathers verbs
        commands::runner run;
    };

    /// The App of a verb's path, the root for ""; null when there is none.
    [[nodiscard]] CLI::App* find(std::string_view path) const;
    /// The verb of an App; empty for groups and the root.
    [[nodiscard]] const verb& verb_of(const CLI::App* app) const;
    [[nodiscard]] CLI::App& root() const noexcept { return *root_; }

    /// Makes the App of a verb. The command must outlive the tree.
    CLI::App& add(const commands::command& what);
    void set_runner(const CLI::App& app, commands::runner run);

    commands::global_options globals;
    CLI::Option* format = nullptr;
    CLI::Option* log_format = nullptr;
    CLI::Option* short_help = nullptr;
    CLI::Option* long_help = nullptr;
    CLI::Option* version = nullptr;

private:
    void add_global_options();
    void add_with_flags(const commands::command& what);
    void start();
    CLI::App* make_path(std::string_view path);

    std::unique_ptr<CLI::App> root_;
    std::map<const CLI::App*, verb> verbs_;
    std::map<std::string, CLI::App*, std::less<>> paths_;
};

} // namespace dunlin::cli
