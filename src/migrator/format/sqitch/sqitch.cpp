// SPDX-License-Identifier: MIT
#include "format/format.hpp"
#include "format/psql_variables.hpp"
#include "format/sqitch/plan.hpp"
#include "format/sqitch/settings.hpp"

#include <dunlin/base/digest.hpp>
#include <dunlin/base/environment.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

/// One project while it is read.
class sqitch_reader {
public:
    sqitch_reader(const folder& at, source& into)
        : settings_(read_sqitch_settings(at.path(), process_environment())), project_(at.path()),
          into_(into) {
        settings_.variables.insert_or_assign("registry", settings_.registry);
    }

    void read(const read_options& options) {
        const auto plan_file = read_source_file(settings_.plan);
        sqitch_plan plan = read_sqitch_plan(*plan_file, options);
        plan.project.committer_name = settings_.committer_name;
        plan.project.committer_email = settings_.committer_email;
        const auto project = std::make_shared<const sqitch_project>(plan.project);
        into_.order = version_order::listed;
        for (const auto& change : plan.changes) {
            change->project = project;
            read_part(options, [&] { into_.versioned.push_back(read_change(change)); });
        }
        note_unplanned_scripts();
        if (settings_.registry != "sqitch") {
            into_.notes.push_back(fmt::format(
                "sqitch.conf puts the registry in the schema {0}: name its table {0}.changes to keep it there",
                settings_.registry));
        }
    }

private:
    migration read_change(const std::shared_ptr<sqitch_change>& change) {
        const bool again = !change->rework_tags.empty();
        const auto& folders = again ? settings_.reworked : settings_.scripts;
        const std::string file_name = script_name(*change, folders.deploy);
        const auto deploy = find_script(folders.deploy / file_name);
        if (!deploy) {
            throw error(error_kind::config,
                        fmt::format("the deploy script of {} is missing: {}", change->name,
                                    (folders.deploy / file_name).string()))
                .with_hint("write it, or remove the change from the plan");
        }
        change->script_hash = sha1(deploy->text);
        migration migration;
        migration.version = change->id;
        migration.name = qualified_name(*change);
        migration.label = migration.name;
        migration.description =
            change->planned.note.empty()
                ? migration.name
                : fmt::format("{}: {}", migration.name, first_line(change->planned.note));
        migration.file = deploy;
        migration.up = whole(deploy);
        migration.down = script_in(folders.revert / file_name);
        migration.verify = script_in(folders.verify / file_name);
        migration.tool_checksums = {"sqitch:" + change->script_hash};
        migration.details = change;
        compute_checksum(migration);
        return migration;
    }

    /// NAME.sql, and for a change that was reworked NAME@TAG.sql of the first tag that has one.
    [[nodiscard]] std::string script_name(const sqitch_change& of, const fs::path& folder) const {
        const auto named = [&](std::string_view tag) {
            return fmt::format("{}{}.{}", of.name, tag, settings_.extension);
        };
        if (of.rework_tags.empty()) {
            return named("");
        }
        std::error_code ignored;
        const auto found =
            std::find_if(of.rework_tags.begin(), of.rework_tags.end(), [&](const std::string& tag) {
                return fs::exists(folder / named(tag), ignored);
            });
        return named(found == of.rework_tags.end() ? of.rework_tags.front() : *found);
    }

    static std::string qualified_name(const sqitch_change& of) {
        return of.rework_tags.empty() ? of.name
               : of.tags.empty()      ? of.name + of.rework_tags.front()
                                      : of.name + of.tags.front().name;
    }

    static std::string first_line(const std::string& text) {
        return text.substr(0, text.find('\n'));
    }

    std::shared_ptr<const source_file> find_script(const fs::path& path) {
        std::error_code ignored;
        if (!fs::is_regular_file(path, ignored)) {
            return nullptr;
        }
        used_.insert(path.string());
        return read_source_file(path);
    }

    std::optional<script> script_in(const fs::path& path) {
        const auto file = find_script(path);
        if (!file) {
            return std::nullopt;
        }
        script script = whole(file);
        script.file = file;
        return script;
    }

    script whole(const std::shared_ptr<const source_file>& file) const {
        script script;
        script.end = file->text.size();
        script.options.honours_blocks = true;
        script.edits = find_psql_edits(*file, settings_.variables, project_);
        return script;
    }

    /// Scripts that no change of the plan has.
    void note_unplanned_scripts() {
        for (const fs::path& folder : {settings_.scripts.deploy, settings_.reworked.deploy}) {
            std::error_code ignored;
            for (const auto& entry : fs::recursive_directory_iterator(folder, ignored)) {
                const std::string path = entry.path().string();
                if (entry.is_regular_file(ignored) && path.ends_with("." + settings_.extension) &&
                    used_.insert(path).second) {
                    into_.never_run.push_back(path);
                }
            }
        }
        std::sort(into_.never_run.begin(), into_.never_run.end());
    }

    sqitch_settings settings_;
    fs::path project_;
    source& into_;
    std::set<std::string> used_;
};

class sqitch_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "sqitch"; }

    [[nodiscard]] fit fits(const folder& at) const override {
        return at.has("sqitch.plan") || at.has("sqitch.conf") ? fit::certain : fit::none;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        sqitch_reader(at, into).read(options);
    }
};

} // namespace

const format& sqitch_format() {
    static const sqitch_folder reader;
    return reader;
}

} // namespace dunlin::migrator
