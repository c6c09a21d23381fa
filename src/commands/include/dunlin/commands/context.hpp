// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/commands/observation.hpp>
#include <dunlin/commands/talk.hpp>
#include <dunlin/commands/target.hpp>
#include <dunlin/commands/terminal.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/output/format.hpp>
#include <dunlin/output/progress.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/sqldb/config.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace dunlin {
class interruption;
}
namespace dunlin::local {
class ephemeral;
}

namespace dunlin::commands {

/// What a verb works with: the global options, stdout for data, stderr for messages, the terminal,
/// the environment, the project's configuration and its database. One per command line.
class context {
public:
    /// `verb` is its path ("migrate up"); `stop` must outlive the context.
    context(global_options options, std::string verb, const interruption& stop);
    ~context();
    context(const context&) = delete;
    context& operator=(const context&) = delete;

    [[nodiscard]] const global_options& options() const noexcept { return options_; }
    [[nodiscard]] const std::string& verb() const noexcept { return verb_; }
    [[nodiscard]] const interruption& stop() const noexcept { return stop_; }
    [[nodiscard]] const commands::terminals& terminals() const noexcept { return terminals_; }

    /// The format that was asked for, or `usual`.
    [[nodiscard]] output::format format(output::format usual) const;
    /// Whether --format json or ndjson was asked for.
    [[nodiscard]] bool json() const noexcept { return options_.json(); }
    /// Width, colour and footer as the terminal and the options want them.
    [[nodiscard]] output::row_options row_options() const;

    /// stdout, for data. Throws output::closed_pipe when nobody reads it any more: let it pass, the
    /// command then ends quietly with exit code 0. Flushed when the verb has returned.
    output::sink& out() noexcept { return *out_; }
    /// Writes a text to stdout.
    void print(std::string_view text) { out_->write(text); }
    /// A progress line on stderr; silent where none is wanted. `total` 0: unknown.
    [[nodiscard]] std::unique_ptr<output::progress> progress(std::string label, std::string unit,
                                                             std::int64_t total = 0);

    /// stderr; see talk.
    void say(std::string_view text) const { talk_.say(text); }
    void detail(std::string_view text) const { talk_.detail(text); }
    void warn(std::string_view text) const { talk_.warn(text); }
    [[nodiscard]] const commands::talk& talk() const noexcept { return talk_; }

    /// Spans, metrics and the log of statements, open as soon as the configuration is known.
    [[nodiscard]] const commands::observation& observed() const noexcept { return observed_; }
    /// A placeholder's value, which may be a secret: no statement is recorded with it.
    void hide(std::string_view value) { observed_.hide(value); }
    /// The verb has ended, well or with `problem` (may be null): sends and writes what was
    /// observed.
    void finish(exit_code code, const error* problem);

    /// dunlin.toml, the environment and the flags put together; read on the first call, whose
    /// warnings are said. Throws what config::load throws.
    const config::settings& configuration();

    /// Where the database is, by the order of config::load; password_command runs once at the most.
    /// `local` and `local:NAME` start the project's private server, `ephemeral` one that ends with
    /// this object, and make the database when it is missing. Application name, time limit,
    /// interruption, notices and who observes statements are set. Throws error(config) naming all
    /// sources when none says anything, and error(refused) when --confirm names another
    /// environment or database.
    sqldb::config database_settings();
    /// The same without creating a database that is missing.
    sqldb::config server_settings();

    /// The database that the command works on. Throws like require_database().
    const commands::target& target();
    /// Its address as JSON documents have it: postgres://app@db.example/app.
    [[nodiscard]] std::string database_address();
    /// The environment that the ledger is marked with, for a database that has none by dunlin.toml.
    void learn_environment(const std::string& marked);

    /// For a verb that connects to no database: throws error(refused) when --confirm names another
    /// environment or database than dunlin.toml and the command line do. Those that connect learn
    /// it from database_settings().
    void refuse_wrong_confirmation();

    /// Asks a yes-or-no question. --yes and --confirm answer yes; without a terminal it is
    /// error(refused) that names --yes; a "no" is error(refused) too. Changes of a database are for
    /// a change_permit to ask about.
    void confirm(std::string_view question);
    /// Whether somebody is there to answer.
    [[nodiscard]] bool can_ask() const noexcept;
    /// Shows a text at the terminal and returns the line that is typed.
    [[nodiscard]] std::string ask(std::string_view text);

private:
    std::string reachable_url();
    std::string configured_password(const sqldb::config& settings);
    void check_confirmation();
    void check_confirmation(const sqldb::config& database);
    void require_confirmation(const std::string& right);
    void mention_overruled_url();

    global_options options_;
    std::string verb_;
    const interruption& stop_;
    commands::terminals terminals_;
    commands::talk talk_;
    output::descriptor_sink stdout_;
    output::descriptor_sink stderr_;
    std::unique_ptr<output::sink> safe_out_;
    output::sink* out_; ///< stdout_ or safe_out_
    commands::observation observed_;
    std::optional<config::settings> configuration_;
    std::unique_ptr<local::ephemeral> ephemeral_;
    std::optional<std::string> password_; ///< once password_command has run
    std::optional<commands::target> target_;
    std::string reached_url_; ///< empty: no server was reached for yet
    bool confirmation_checked_ = false;
    bool url_mentioned_ = false;
};

} // namespace dunlin::commands
