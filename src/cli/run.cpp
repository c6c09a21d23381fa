// SPDX-License-Identifier: MIT
#include "completion.hpp"
#include "help.hpp"
#include "parse.hpp"
#include "passwords.hpp"
#include "report.hpp"
#include "signals.hpp"
#include "standard_descriptors.hpp"
#include "tree.hpp"
#include "version_text.hpp"

#include <dunlin/base/exit_code.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/cli/run.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/output/sink.hpp>

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace dunlin::cli {
namespace {

exit_code print(const std::string& text) {
    output::descriptor_sink out(STDOUT_FILENO, "standard output");
    out.write(text);
    out.flush();
    return exit_code::done;
}

/// The width of the terminal, limited so that lines stay readable.
std::size_t help_width(const output::terminal& stream) {
    constexpr std::size_t default_width = 80;
    return stream.is_terminal ? std::min<std::size_t>(stream.width, 100) : default_width;
}

exit_code run_verb(tree& verbs, CLI::App& app, const interruption& stop) {
    const tree::verb& verb = verbs.verb_of(&app);
    if (!verb.run) {
        if (verbs.globals.log == commands::log_format::json) {
            throw error(error_kind::usage, "a verb is missing")
                .with_hint("`dunlin -h` lists the verbs");
        }
        (void)std::fputs(
            short_help(verbs, app, help_width(commands::inspect_terminals(verbs.globals).error))
                .c_str(),
            stderr);
        return exit_code::usage;
    }
    commands::context context(verbs.globals, std::string(verb.command->path), stop);
    try {
        if (verb.command->need != commands::needs::database) {
            context.refuse_wrong_confirmation();
        }
        const exit_code code = verb.run(context);
        context.out().flush();
        context.finish(code, nullptr);
        return code;
    } catch (const error& problem) {
        context.finish(exit_code_of(problem), &problem);
        throw;
    } catch (const output::closed_pipe&) {
        context.finish(exit_code::done, nullptr);
        throw;
    } catch (const std::exception& problem) {
        const error failure(error_kind::failed, problem.what());
        context.finish(exit_code::failed, &failure);
        throw;
    }
}

/// Parses a command line into `verbs`, which is set even if the line is invalid.
parsed_line parse_line(std::unique_ptr<tree>& verbs, std::span<const std::string> arguments) {
    verbs = std::make_unique<tree>(arguments);
    try {
        const parsed_line line = parse(*verbs, arguments);
        if (line.type == request::version ||
            (line.type == request::run && verbs->verb_of(line.app).run)) {
            return line;
        }
    } catch (const error&) {
        // The complete tree below throws it again, with suggestions.
    }
    verbs = std::make_unique<tree>();
    return parse(*verbs, arguments);
}

exit_code execute(tree& verbs, const parsed_line& line, const interruption& stop) {
    const std::size_t width = help_width(commands::inspect_terminals(verbs.globals).output);
    switch (line.type) {
    case request::version:
        return print(verbs.globals.json() ? version_json() : version_text());
    case request::short_help:
        return print(short_help(verbs, *line.app, width));
    case request::long_help:
        return print(long_help(verbs, *line.app, width));
    case request::run:
        break;
    }
    return run_verb(verbs, *line.app, stop);
}

exit_code report(const error& problem, const commands::global_options& globals) {
    const bool colour = commands::inspect_terminals(globals).colour_error;
    const std::string text = globals.log == commands::log_format::json ? report_log(problem)
                             : globals.json()                          ? report_json(problem)
                                              : report_text(problem, colour);
    (void)std::fwrite(text.data(), 1, text.size(), stderr);
    return exit_code_of(problem);
}

} // namespace

int run(int argc, char** argv) {
    open_closed_descriptors();
    const std::vector<std::string> arguments(argv, argv + argc);
    if (arguments.size() > 1 && arguments[1] == "__complete") {
        // It has its own timer, and any signal may end it.
        mask_passwords(argc, argv);
        print_completions(std::span(arguments).subspan(2));
        return static_cast<int>(exit_code::done);
    }
    // Static, because a signal may come until the process ends.
    static interruption stop;
    catch_signals(stop);
    mask_passwords(argc, argv);
    std::unique_ptr<tree> verbs;
    const auto globals = [&] { return verbs ? verbs->globals : commands::global_options(); };
    exit_code code = exit_code::failed;
    try {
        const parsed_line line = parse_line(verbs, arguments);
        code = execute(*verbs, line, stop);
    } catch (const error& problem) {
        code = report(problem, globals());
    } catch (const output::closed_pipe&) {
        // The reader of the output needs no more of it.
        code = exit_code::done;
    } catch (const std::exception& problem) {
        code = report(error(error_kind::failed, problem.what()), globals());
    }
    return static_cast<int>(code);
}

} // namespace dunlin::cli
