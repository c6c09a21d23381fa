// SPDX-License-Identifier: MIT
#include "migrate/check.hpp"

#include "migrate/check_output.hpp"
#include "migrate/git_tree.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/migrator/check.hpp>

#include <fmt/format.h>

#include <memory>

namespace dunlin::commands {
namespace {

using kind = migrator::finding::kind;

void hold_against(const std::string& revision, const std::filesystem::path& path,
                  const migrator::read_options& reading, migrator::checked_source& checked) {
    const git_tree before(revision, path);
    if (!before.has_files()) {
        return;
    }
    migrator::source earlier;
    migrator::read_options lenient = reading;
    // What was malformed then is no fault of the files that are checked.
    lenient.on_problem = [](const error&) {};
    lenient.format = checked.files.format;
    earlier = migrator::read_source(before.path(), lenient);
    for (auto& each : migrator::compare_with_earlier(checked.files, earlier)) {
        checked.findings.push_back(std::move(each));
    }
}

exit_code code_of(const migrator::checked_source& checked) {
    exit_code code = exit_code::done;
    for (const auto& each : checked.findings) {
        if (each.what == kind::malformed || each.what == kind::never_run) {
            return exit_code::usage;
        }
        code = exit_code::history;
    }
    return code;
}

} // namespace

runner setup_migrate_check(flag_set& flags) {
    auto options = std::make_shared<migrate_check_options>();
    flags
        .add("folder", options->folder,
             "Folder or file to check (default: the configured migrations)")
        .takes("DIR");
    flags
        .add("--against", options->against,
             "Also compare the files with a git revision, such as the target branch")
        .takes("REVISION");
    add_source_format_option(flags, *options);
    add_report_options(flags, options->report);
    return [options](context& world) { return run_migrate_check(*options, world); };
}

exit_code run_migrate_check(const migrate_check_options& options, context& world) {
    const std::filesystem::path path = options.folder.empty()
                                           ? world.configuration().migrations.value
                                           : std::filesystem::path(options.folder);
    migrator::read_options reading;
    if (options.source_format) {
        reading.format = *options.source_format;
    } else if (options.folder.empty()) {
        reading.format = world.configuration().source_format.value;
    }
    auto checked = migrator::check_source(path, reading);
    if (!options.against.empty()) {
        hold_against(options.against, path, reading, checked);
    }
    if (!write_report(options.report, world, [&] { return report_of(checked); })) {
        write_check(checked, path.string(), options.against, world);
    }
    return code_of(checked);
}

} // namespace dunlin::commands
