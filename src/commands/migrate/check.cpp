// SPDX-License-Identifier: MIT
#include "migrate/check.hpp"

#include "migrate/check_output.hpp"

#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/check.hpp>

#include <algorithm>
#include <iterator>
#include <memory>

namespace dunlin::commands {
namespace {

using kind = migrator::finding::kind;

exit_code code_of(const migrator::checked_source& checked) {
    exit_code code = exit_code::done;
    for (const auto& finding : checked.findings) {
        if (finding.type == kind::malformed || finding.type == kind::never_run) {
            return exit_code::usage;
        }
        if (migrator::level_of(finding.type) == migrator::finding::level::error) {
            code = exit_code::history;
        }
    }
    return code;
}

} // namespace

runner setup_migrate_check(flag_set& flags) {
    auto options = std::make_shared<migrate_check_options>();
    flags
        .add("folder", options->folder,
             "Folder or file to check (default: the configured migrations)")
        .value_name("DIR");
    flags
        .add("--against", options->against,
             "Also compare the files with a git revision, such as the target branch")
        .value_name("REVISION");
    flags
        .add("--server-version", options->server_version,
             "Major version of the server; if it is not that of the parser, syntax that only the "
             "parser rejects is a warning")
        .value_name("MAJOR")
        .positive();
    add_source_format_option(flags, *options);
    add_report_options(flags, options->report);
    return [options](context& context) { return run_migrate_check(*options, context); };
}

exit_code run_migrate_check(const migrate_check_options& options, context& context) {
    const std::filesystem::path path = options.folder.empty()
                                           ? context.configuration().migrations.value
                                           : std::filesystem::path(options.folder);
    migrator::read_options reading;
    if (options.source_format) {
        reading.format = *options.source_format;
    } else if (options.folder.empty()) {
        reading.format = context.configuration().source_format.value;
    }
    const int server_version = options.server_version != 0
                                   ? options.server_version
                                   : context.configuration().server_version.value;
    auto checked = migrator::check_source(path, reading, server_version);
    if (!options.against.empty()) {
        auto findings =
            migrator::compare_with_revision(checked.files, path, options.against, reading);
        std::move(findings.begin(), findings.end(), std::back_inserter(checked.findings));
    }
    if (!write_report(options.report, context, [&] { return report_of(checked); })) {
        write_check(checked, path.string(), options.against, context);
    }
    return code_of(checked);
}

} // namespace dunlin::commands
