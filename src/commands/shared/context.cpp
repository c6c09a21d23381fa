// SPDX-License-Identifier: MIT
#include "shared/stderr_sink.hpp"
#include "shared/terminal_line.hpp"

#include <dunlin/base/environment.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/local/ephemeral.hpp>
#include <dunlin/output/safe_text.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <utility>

namespace dunlin::commands {

context::context(global_options options, std::string verb, const interruption& stop)
    : options_(std::move(options)), verb_(std::move(verb)), stop_(stop),
      terminals_(inspect_terminals(options_)), stderr_(std::make_unique<stderr_sink>()),
      status_line_(*stderr_, terminals_.error.width), messages_(options_, terminals_, status_line_),
      stdout_(STDOUT_FILENO, "standard output", &stop_, options_.timeout), out_(&stdout_),
      observation_(verb_, options_.log, messages_, stop_) {
    if (terminals_.output.is_terminal) {
        terminal_out_ = std::make_unique<output::sink_above_status_line>(status_line_, stdout_);
        out_ = terminal_out_.get();
    }
    // The table formats escape control characters themselves. CSV and Markdown are data, which is
    // escaped only on a terminal.
    const auto kind = options_.format.value_or(output::format::table);
    if (terminals_.output.is_terminal &&
        (kind == output::format::csv || kind == output::format::markdown)) {
        safe_out_ = std::make_unique<output::terminal_sink>(*out_);
        out_ = safe_out_.get();
    }
}

context::~context() = default;

output::format context::format(output::format default_format) const {
    return options_.format.value_or(default_format);
}

output::row_options context::row_options() const {
    output::row_options options;
    options.width = terminals_.output.width;
    options.colour = terminals_.colour_output;
    return options;
}

std::unique_ptr<output::progress> context::progress(std::string label, std::string unit,
                                                    std::int64_t total) {
    output::progress::options options;
    options.label = std::move(label);
    options.unit = std::move(unit);
    options.total = total > 0 ? std::optional(total) : std::nullopt;
    options.enabled = terminals_.progress;
    return std::make_unique<output::progress>(status_line_, std::move(options));
}

const config::settings& context::configuration() {
    if (!configuration_) {
        const auto if_given = [](const std::string& text) {
            return text.empty() ? std::nullopt : std::optional(text);
        };
        const config::flags flags{.database = if_given(options_.database),
                                  .environment = if_given(options_.environment),
                                  .file = if_given(options_.config_file),
                                  .env_file = if_given(options_.env_file),
                                  .migrations = if_given(options_.migrations),
                                  .trace = if_given(options_.trace),
                                  .metrics = if_given(options_.metrics),
                                  .statement_log = if_given(options_.statement_log)};
        configuration_ =
            config::load(flags, process_environment(), std::filesystem::current_path());
        // libpq and the placeholders of migrations read the environment. No other thread runs yet.
        for (const auto& [name, value] : configuration_->file_variables) {
            ::setenv(name.c_str(), value.c_str(), 0);
        }
        observation_.open({.trace = configuration_->trace.value,
                           .metrics = configuration_->metrics.value,
                           .statement_log = configuration_->statement_log.value,
                           .timeout = options_.timeout},
                          process_environment(), true);
        for (const auto& warning : configuration_->warnings) {
            warn(warning);
        }
    }
    return *configuration_;
}

void context::finish(exit_code code, const error* problem) {
    // A verb that failed before reading its configuration has only the flags.
    observation_.open({.trace = options_.trace,
                       .metrics = options_.metrics,
                       .statement_log = options_.statement_log,
                       .timeout = options_.timeout},
                      process_environment(), false);
    observation_.finish(code, problem);
}

bool context::is_interactive() const noexcept {
    return terminals_.input && terminals_.error.is_terminal;
}

std::string context::prompt(std::string_view text) {
    status_line_.write(output::safe_lines(text));
    std::string line = read_terminal_line(stop_);
    status_line_.end_line();
    return line;
}

void context::confirm(std::string_view question) {
    if (options_.yes || !options_.confirm.empty()) {
        return;
    }
    if (!is_interactive()) {
        throw error(error_kind::refused, fmt::format("{} needs confirmation: {}", verb_, question))
            .with_hint("add --yes to confirm without a terminal");
    }
    const std::string answer = prompt(fmt::format("{} [y/N] ", question));
    if (answer != "y" && answer != "Y" && answer != "yes") {
        throw error(error_kind::refused, "not confirmed; nothing was changed");
    }
}

} // namespace dunlin::commands
