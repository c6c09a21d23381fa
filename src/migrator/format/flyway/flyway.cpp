// SPDX-License-Identifier: MIT
#include "format/flyway/callbacks.hpp"
#include "format/flyway/config.hpp"
#include "format/flyway/names.hpp"
#include "format/flyway/script.hpp"
#include "format/format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>

namespace dunlin::migrator {
namespace {

using kind = flyway_name::kind;

/// A file of the folder or of one within, which Flyway scans too.
struct found_file {
    std::string path; ///< within the folder
    std::string_view name() const {
        const std::string_view all = path;
        return all.substr(all.rfind('/') + 1); // npos + 1 is 0
    }
};

void collect(const folder& at, const std::string& below, std::vector<found_file>& into) {
    for (const folder::item& item : at.items()) {
        const std::string path = below + item.name;
        if (item.is_folder) {
            collect(at.inner(item.name), path + "/", into);
        } else {
            into.push_back({path});
        }
    }
}

std::vector<found_file> all_files(const folder& at) {
    std::vector<found_file> files;
    collect(at, "", files);
    return files;
}

bool ends_with_ignoring_case(std::string_view text, std::string_view end) {
    return text.size() >= end.size() &&
           std::equal(
               end.begin(), end.end(), text.end() - static_cast<std::ptrdiff_t>(end.size()),
               [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

/// The name without the first suffix that it ends with; nullopt: it is no SQL file.
std::optional<std::string_view> stem_of(std::string_view name, const flyway_config& config) {
    for (const std::string& suffix : config.suffixes) {
        if (ends_with_ignoring_case(name, suffix)) {
            return name.substr(0, name.size() - suffix.size());
        }
    }
    return std::nullopt;
}

struct language {
    std::string_view suffix;
    std::string_view why;
};

constexpr std::array languages{
    language{".java", "it is written in Java"},     language{".kt", "it is written in Kotlin"},
    language{".groovy", "it is written in Groovy"}, language{".class", "it is a Java class"},
    language{".sh", "it is a shell script"},        language{".bash", "it is a shell script"},
    language{".ps1", "it is a PowerShell script"},  language{".py", "it is a Python script"},
    language{".bat", "it is a batch file"},         language{".cmd", "it is a batch file"},
};

/// Reads all files of one folder.
class reading {
public:
    reading(const folder& at, const read_options& options, source& into)
        : at_(at), options_(options), into_(into), config_(read_flyway_config(at)) {}

    void read() {
        for (const found_file& file : all_files(at_)) {
            read_part(options_, [&] {
                if (const auto stem = stem_of(file.name(), config_)) {
                    add_migration(file, *stem);
                } else {
                    add_other_language(file);
                }
            });
        }
        assign_undo_scripts();
        refuse_equal_descriptions();
        std::stable_sort(hooks_.begin(), hooks_.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (auto& [order, hook] : hooks_) {
            into_.hooks.push_back(std::move(hook));
        }
        if (config_.table != flyway_config().table || !config_.schema.empty()) {
            into_.ledger_table =
                (config_.schema.empty() ? "" : config_.schema + ".") + config_.table;
        }
        into_.notes.insert(into_.notes.end(), config_.notes.begin(), config_.notes.end());
    }

private:
    void add_migration(const found_file& file, std::string_view stem) {
        const flyway_name name = read_flyway_name(stem, config_);
        switch (name.type) {
        case kind::versioned:
            into_.versioned.push_back(read_migration(file, name));
            break;
        case kind::repeatable:
            into_.repeatable.push_back(read_migration(file, name));
            break;
        case kind::baseline:
            into_.baselines.push_back(read_migration(file, name));
            into_.baselines.back().is_baseline = true;
            break;
        case kind::undo:
            undo_scripts_.emplace(name.version, file);
            break;
        case kind::callback:
            add_callback(file, name);
            break;
        case kind::other:
            add_ignored(file, name);
            break;
        }
    }

    migration read_migration(const found_file& file, const flyway_name& name) {
        migration migration;
        migration.file = at_.read(file.path);
        migration.up = read_script(file);
        migration.up.file = nullptr;
        migration.name = file.path;
        migration.description = name.description;
        migration.any_order = config_.any_order;
        if (name.type == kind::repeatable) {
            migration.kind = migration_kind::repeatable;
            migration.version = "R__" + name.slug;
        } else {
            migration.version = name.version;
        }
        migration.tool_checksums = flyway_checksums(migration, options_);
        compute_checksum(migration);
        return migration;
    }

    script read_script(const found_file& file) {
        const std::string config_path = file.path + ".conf";
        flyway_script_config own;
        if (has(config_path)) {
            own = read_flyway_script_config(*at_.read(config_path));
        }
        return flyway_script(at_.read(file.path), file.name(), config_, own);
    }

    bool has(const std::string& path) {
        if (known_.empty()) {
            for (found_file& file : all_files(at_)) {
                known_.push_back(std::move(file.path));
            }
            std::sort(known_.begin(), known_.end());
        }
        return std::binary_search(known_.begin(), known_.end(), path);
    }

    [[nodiscard]] std::string reason_not_to_run(const flyway_callback& event) const {
        const bool is_of_validation = event.handled_as == flyway_callback::handling::hook &&
                                      event.when <= hook::time::after_check_failed;
        return !config_.runs_callbacks ? "skipDefaultCallbacks is set"
               : event.handled_as == flyway_callback::handling::ignored
                   ? "no dunlin command has this event"
               : is_of_validation && !config_.validates ? "validateOnMigrate is false"
                                                        : "";
    }

    void add_callback(const found_file& file, const flyway_name& name) {
        const flyway_callback& event = flyway_callback_of(name.event);
        const std::string path = (at_.path() / file.path).string();
        if (event.handled_as == flyway_callback::handling::refused) {
            throw error(error_kind::config,
                        fmt::format("the callback {} is not supported: {}", name.event, path))
                .with_hint("callbacks that run here: beforeValidate, afterValidate, "
                           "afterValidateError, beforeMigrate, beforeEachMigrate, "
                           "afterEachMigrate, afterEachMigrateError, afterVersioned, "
                           "beforeRepeatables, afterMigrateApplied, afterMigrate, "
                           "afterMigrateError, and the Undo callbacks");
        }
        if (const std::string reason = reason_not_to_run(event); !reason.empty()) {
            into_.notes.push_back(fmt::format("{} does not run: {}", path, reason));
            return;
        }
        const auto place = static_cast<std::size_t>(&event - flyway_callbacks().data());
        hooks_.emplace_back(
            std::pair(place, name.slug),
            hook{event.when, event.direction, path, at_.read(file.path), read_script(file)});
    }

    void add_ignored(const found_file& file, const flyway_name& name) {
        const std::string path = (at_.path() / file.path).string();
        if (config_.refuses_other_names) {
            throw error(error_kind::config,
                        fmt::format("{} does not have the name of a migration{}{}", path,
                                    name.defect.empty() ? "" : ": ", name.defect))
                .with_hint("validateMigrationNaming is set: rename it or move it out of the "
                           "folder");
        }
        into_.never_run.push_back(path);
    }

    void add_other_language(const found_file& found) {
        for (const language& in : languages) {
            const std::string_view file = found.name();
            if (!file.ends_with(in.suffix) || file.find('$') != std::string_view::npos) {
                continue;
            }
            const flyway_name name =
                read_flyway_name(file.substr(0, file.size() - in.suffix.size()), config_);
            if (name.type == kind::versioned || name.type == kind::repeatable) {
                auto& list = name.type == kind::versioned ? into_.versioned : into_.repeatable;
                list.push_back(unusable_migration(found, name, in.why));
            }
        }
    }

    /// A migration that only Flyway can run. Its file is not read: it may be binary.
    migration unusable_migration(const found_file& file, const flyway_name& name,
                                 std::string_view why) {
        migration migration;
        migration.file =
            std::make_shared<const source_file>(source_file{(at_.path() / file.path).string(), ""});
        migration.name = file.path;
        migration.description = name.description;
        migration.kind =
            name.type == kind::repeatable ? migration_kind::repeatable : migration_kind::versioned;
        migration.version = name.type == kind::repeatable ? "R__" + name.slug : name.version;
        migration.needs_tool = why;
        compute_checksum(migration);
        return migration;
    }

    void assign_undo_scripts() {
        for (auto& undo : undo_scripts_) {
            const auto& version = undo.first;
            auto& file = undo.second;
            const auto undone = std::find_if(
                into_.versioned.begin(), into_.versioned.end(), [&](const migration& migration) {
                    return compare(version_order::numeric, migration.version, version) == 0;
                });
            if (undone == into_.versioned.end()) {
                into_.never_run.push_back((at_.path() / file.path).string());
            } else if (undone->down) {
                throw error(error_kind::config,
                            fmt::format("version {} has two undo scripts: {} and {}", version,
                                        undone->down->file->name,
                                        (at_.path() / file.path).string()))
                    .with_hint("keep only one");
            } else {
                undone->down = read_script(file);
            }
        }
        std::sort(into_.never_run.begin(), into_.never_run.end());
    }

    /// For Flyway, the text after the separator identifies a repeatable migration.
    void refuse_equal_descriptions() {
        std::map<std::string_view, const migration*> seen;
        for (const migration& migration : into_.repeatable) {
            const auto [other, is_new] = seen.emplace(migration.version, &migration);
            if (!is_new) {
                throw error(
                    error_kind::config,
                    fmt::format("two repeatable migrations have the same description: {} and {}",
                                other->second->file->name, migration.file->name))
                    .with_hint("rename one of them");
            }
        }
    }

    const folder& at_;
    const read_options& options_;
    source& into_;
    flyway_config config_;
    std::vector<std::string> known_;
    std::multimap<std::string, found_file> undo_scripts_;
    /// In their order: by event, then by the text after the separator.
    std::vector<std::pair<std::pair<std::size_t, std::string>, hook>> hooks_;
};

class flyway_folder final : public format {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "flyway"; }

    /// V1__x.sql could be refinery's too: with migrations in Rust beside it, it is.
    [[nodiscard]] fit fits(const folder& at) const override {
        if (at.is_file()) {
            return fit::none;
        }
        fit found = fit::none;
        try {
            const flyway_config config = read_flyway_config(at);
            for (const found_file& file : all_files(at)) {
                const bool rust = file.name().ends_with(".rs");
                const auto stem = rust ? file.name().substr(0, file.name().size() - 3)
                                       : stem_of(file.name(), config).value_or("");
                const flyway_name name = read_flyway_name(stem, config);
                const bool versioned = name.type == kind::versioned || name.type == kind::baseline;
                if (versioned && rust) {
                    return fit::possible;
                }
                if (versioned && !name.slug.empty()) {
                    found = fit::certain;
                }
            }
        } catch (const error&) {
            return fit::none; // for read() to say, when the user names the format
        }
        return found;
    }

    void read(const folder& at, const read_options& options, source& into) const override {
        reading(at, options, into).read();
    }
};

} // namespace

const format& flyway_format() {
    static const flyway_folder reader;
    return reader;
}

} // namespace dunlin::migrator
