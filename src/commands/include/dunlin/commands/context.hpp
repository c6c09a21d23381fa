// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/commands/global_options.hpp>
#include <dunlin/commands/messages.hpp>
#include <dunlin/commands/observation.hpp>
#include <dunlin/commands/target.hpp>
#include <dunlin/commands/terminal.hpp>
#include <dunlin/config/settings.hpp>
#include <dunlin/output/format.hpp>
#include <dunlin/output/progress.hpp>
#include <dunlin/output/row_writer.hpp>
#include <dunlin/output/sink.hpp>
#include <dunlin/output/status_line.hpp>
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

    /// The format that --format names, or `default_format`.
    [[nodiscard]] output::format format(output::format default_format) const;
    /// Whether --format json or ndjson was given.
    [[nodiscard]] bool json() const noexcept { return options_.json(); }
    /// Width and colour by the terminal and the options.
    [[nodiscard]] output::row_options row_options() const;

    /// stdout, for data; flushed after the verb returns. Throws output::closed_pipe when its reader
    /// has gone: do not catch that, the command then ends silently with exit code 0.
    output::sink& out() noexcept { return *out_; }
    /// Writes a text to stdout.
    void print(std::string_view text) { out_->write(text); }
    /// Progress in the status line, or one that shows nothing where there is none. `total` 0:
    /// unknown.
    [[nodiscard]] std::unique_ptr<output::progress> progress(std::string label, std::string unit,
                                                             std::int64_t total = 0);

    /// Messages on stderr, see commands::messages.
    void info(std::string_view text, output::style first_word = output::style::none) const {
        messages_.info(text, first_word);
    }
    void debug(std::string_view text) const { messages_.debug(text); }
    void warn(std::string_view text) const { messages_.warn(text); }
    /// Prints a NOTICE or WARNING of the server; `version` is the migration that it came from.
    void report_notice(const sqldb::notice& notice, std::string_view version = {}) const;
    /// A text of the server without passwords and values of placeholders.
    [[nodiscard]] std::string without_secrets(std::string_view text) const;
    [[nodiscard]] const commands::messages& messages() const noexcept { return messages_; }

    /// The telemetry, which records as soon as the configuration is known.
    [[nodiscard]] const commands::observation& observation() const noexcept { return observation_; }
    /// Masks the value of a placeholder in telemetry: it may be a secret.
    void hide(std::string_view value) { observation_.hide(value); }
    /// Ends the telemetry after the verb has returned or thrown `problem` (null: it returned).
    void finish(exit_code code, const error* problem);

    /// The settings from dunlin.toml, the environment and the flags. The first call reads them and
    /// prints their warnings. Throws what config::load throws.
    const config::settings& configuration();

    /// How to connect to the configured database, complete with application name, timeout,
    /// interruption, notices and observer. `local` and `local:NAME` start the project's private
    /// server, `ephemeral` starts one that ends with this object; both create a missing database.
    /// password_command runs at most once. Throws error(config) when no database is configured, and
    /// error(refused) when --confirm names another environment or database.
    sqldb::config database_settings();
    /// The same without creating a missing database.
    sqldb::config server_settings();

    /// The database that the command works on. Throws like require_database().
    const commands::target& target();
    /// Its address for JSON documents: postgres://app@db.example/app.
    [[nodiscard]] std::string database_address();
    /// Sets the environment of the target to the one that the ledger names, unless dunlin.toml
    /// names one.
    void set_ledger_environment(const std::string& environment);

    /// For verbs that do not connect: throws error(refused) when --confirm names another
    /// environment or database than the configured one. For the others database_settings() does so.
    void refuse_wrong_confirmation();

    /// Asks a yes-or-no question, which --yes and --confirm answer with yes. Throws error(refused)
    /// for a no, and without a terminal. Changes of a database need a change_permit instead.
    void confirm(std::string_view question);
    /// Whether a question can be asked at the terminal.
    [[nodiscard]] bool is_interactive() const noexcept;
    /// Prints a text to the terminal and returns the line that is typed.
    [[nodiscard]] std::string prompt(std::string_view text);

private:
    std::string server_url();
    std::string configured_password(const sqldb::config& settings);
    void check_confirmation();
    void check_confirmation(const sqldb::config& connection);
    void require_confirmation(const std::string& expected);
    void report_ignored_url();

    global_options options_;
    std::string verb_;
    const interruption& stop_;
    commands::terminals terminals_;
    std::unique_ptr<output::sink> stderr_;
    output::status_line status_line_;
    commands::messages messages_;
    output::descriptor_sink stdout_;
    std::unique_ptr<output::sink> terminal_out_; ///< set when stdout is a terminal
    std::unique_ptr<output::sink> safe_out_;
    output::sink* out_; ///< the outermost of these
    commands::observation observation_;
    std::optional<config::settings> configuration_;
    std::unique_ptr<local::ephemeral> ephemeral_;
    std::optional<std::string> password_; ///< once password_command has run
    std::optional<commands::target> target_;
    std::string server_url_; ///< empty until server_settings() was called
    bool confirmation_checked_ = false;
    bool ignored_url_reported_ = false;
};

} // namespace dunlin::commands
