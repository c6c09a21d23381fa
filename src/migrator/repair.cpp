// SPDX-License-Identifier: MIT
#include "apply/orphans.hpp"
#include "apply/reconnect.hpp"
#include "ledger/repair_sql.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/migrator/repair.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

/// A change as SQL and as a sentence.
struct change {
    std::string sql;
    std::string sentence;
};

/// The files, the ledger and its locks, for changes of single rows.
class ledger_editor {
public:
    /// `only_moves`: what some ledgers of other tools can do as well.
    explicit ledger_editor(const settings& settings, bool only_moves = false)
        : run_(settings, settings.watcher != nullptr ? *settings.watcher : no_observer_) {
        recorded_ = open(run_);
        if (run_.own_ledger && !(only_moves && run_.ledger->can_move())) {
            throw error(error_kind::config,
                        fmt::format("the history is kept in {}, which only {} can repair",
                                    run_.ledger->table(), run_.ledger->tool()))
                .with_hint("adopt it first with `dunlin migrate adopt`");
        }
    }

    /// `writes`: the ledger is going to be changed.
    void prepare(bool writes) {
        if (writes) {
            if (run_.settings.permit) {
                run_.settings.permit({recorded_.protected_as});
            }
            run_.ledger->expect_writing();
            run_.locks.acquire(run_.ledger->table(), *run_.ledger, *run_.db);
            await_orphans(run_);
            recorded_ = read_ledger(run_);
            if (!recorded_.exists) {
                run_.ledger->create(*run_.db);
            }
        }
        run_.recording.next_rank = highest_rank(recorded_) + 1;
        history_ = compare(run_.files, recorded_);
    }

    void apply(const std::vector<change>& changes, bool only_show, const repair_listener& report) {
        std::string sql = "BEGIN;";
        for (const change& change : changes) {
            report(change.sentence);
            sql += change.sql;
        }
        if (!only_show && !changes.empty()) {
            run_.db->run_script(sql + "COMMIT");
        }
    }

    [[nodiscard]] const migrator::history& history() const { return history_; }
    [[nodiscard]] const ledger_state& recorded() const { return recorded_; }
    [[nodiscard]] run_context& run() { return run_; }

    [[nodiscard]] std::string schema() const {
        return run_.db->quote_identifier(run_.settings.ledger.schema);
    }
    [[nodiscard]] std::string literal(std::string_view text) const {
        return run_.db->quote_literal(text);
    }
    [[nodiscard]] std::string event(std::string_view action, std::string_view version,
                                    std::string_view detail) const {
        return run_.events.event_sql(*run_.db, action, version, detail);
    }
    [[nodiscard]] std::string down_of(const migration& file) const {
        return file.down ? literal(recordable_down(file)) : "NULL";
    }

private:
    observer no_observer_;
    run_context run_;
    ledger_state recorded_;
    migrator::history history_;
};

const entry& find_entry(const history& history, const std::string& version) {
    const auto place = history.find(version);
    const auto found =
        place ? history.entries.begin() + static_cast<std::ptrdiff_t>(*place)
              : std::find_if(history.entries.begin(), history.entries.end(),
                             [&](const entry& entry) { return entry.version == version; });
    if (found == history.entries.end()) {
        throw error(error_kind::not_found, fmt::format("no migration has version {}", version))
            .with_hint("run `dunlin status` to list the versions");
    }
    return *found;
}

[[noreturn]] void refuse(const entry& entry, std::string_view reason) {
    throw error(error_kind::history,
                fmt::format("{} is {}: {}", entry.version, to_string(entry.state), reason));
}

/// Its key in the ledger.
std::string key_of(const entry& entry, const ledger_state& recorded, version_order order) {
    if (entry.row != nullptr) {
        return entry.row->version;
    }
    for (const step_row& step : recorded.steps) {
        if (compare(order, step.version, entry.version) == 0) {
            return step.version;
        }
    }
    return std::string(entry.version);
}

change realign(ledger_editor& editor, const entry& entry) {
    if (entry.row == nullptr || entry.file == nullptr) {
        refuse(entry, "only an applied migration with a file can be realigned");
    }
    const std::string& key = entry.row->version;
    const std::string description =
        fmt::format("{}: checksum changes from {} to {}, that of {}", key, entry.row->checksum,
                    entry.file->checksum, entry.file->file->name);
    return {fmt::format(repair_sql::realign, editor.schema(), editor.literal(key),
                        editor.literal(entry.file->checksum),
                        editor.literal(entry.file->content_checksum()),
                        editor.literal(entry.file->description), editor.down_of(*entry.file)) +
                editor.event("repair", key, description),
            description};
}

change drop(ledger_editor& editor, const entry& entry, bool file_may_stay) {
    if (entry.file != nullptr && !file_may_stay) {
        refuse(entry, "its file exists; to record it as not applied, use --unmark");
    }
    if (entry.row == nullptr && entry.state != state::unfinished) {
        refuse(entry, "the ledger has no row for it");
    }
    const std::string key = key_of(entry, editor.recorded(), editor.history().order);
    const std::string description =
        file_may_stay ? fmt::format("{}: no longer recorded as applied; nothing is reverted", key)
                      : fmt::format("{}: removed from the ledger; nothing is reverted", key);
    return {fmt::format(repair_sql::drop, editor.schema(), editor.literal(key)) +
                editor.event("repair", key, description),
            description};
}

change mark(ledger_editor& editor, const entry& entry) {
    if (entry.file == nullptr || (entry.row != nullptr && entry.state != state::unfinished)) {
        refuse(entry, "only a pending migration with a file can be marked as applied");
    }
    const migration& file = *entry.file;
    const std::string description =
        fmt::format("{}: recorded as applied; {} does not run", file.version, file.file->name);
    const char* kind_name = file.kind == migration_kind::repeatable ? "repeatable" : "versioned";
    return {fmt::format(repair_sql::mark, editor.schema(), editor.literal(file.version),
                        editor.run().recording.next_rank++, editor.literal(file.description),
                        kind_name, editor.literal(file.checksum),
                        editor.literal(file.content_checksum()), editor.down_of(file)) +
                editor.event("repair", file.version, description),
            description};
}

/// The SQL that moves a row of a ledger to a file.
std::string move_sql(ledger_editor& editor, const std::string& key, const migration& file) {
    run_context& run = editor.run();
    return run.own_ledger ? run.ledger->moved_sql(*run.db, key, file)
                          : fmt::format(repair_sql::move, editor.schema(), editor.literal(key),
                                        editor.literal(file.version), editor.literal(file.checksum),
                                        editor.literal(file.content_checksum()),
                                        editor.literal(file.description), editor.down_of(file));
}

change move(ledger_editor& editor, const entry& from, const entry& to) {
    if (from.row == nullptr || (from.state != state::missing && from.state != state::changed)) {
        refuse(from, "only the row of an applied migration whose file is gone, or has other "
                     "content, can be moved");
    }
    if (to.file == nullptr || to.row != nullptr || to.state == state::unfinished) {
        refuse(to, "a row can only be moved to a pending migration with a file");
    }
    const std::string& key = from.row->version;
    const migration& file = *to.file;
    if (!has_content_of(file, *from.row)) {
        throw error(error_kind::history,
                    from.row->checksum.empty()
                        ? fmt::format("the ledger has no checksum of {}, so it is unknown whether "
                                      "{} has the same content",
                                      key, file.file->name)
                        : fmt::format("{} does not have the content of {}", file.file->name, key))
            .with_hint("a row can only be moved to a file with the same content");
    }
    const std::string description = fmt::format("{}: moved to {}, the version of {} (same content)",
                                                key, file.version, file.file->name);
    const std::string event =
        editor.run().own_ledger ? "" : editor.event("repair", file.version, description);
    return {move_sql(editor, key, file) + event, description};
}

change settle_step(ledger_editor& editor, const entry& entry, bool took_effect) {
    const std::string key = key_of(entry, editor.recorded(), editor.history().order);
    const auto step =
        std::find_if(editor.recorded().steps.begin(), editor.recorded().steps.end(),
                     [&](const step_row& row) { return row.version == key && !row.done; });
    if (step == editor.recorded().steps.end()) {
        refuse(entry, "none of its steps is unfinished");
    }
    const std::string description =
        fmt::format("{}: step {} {}: {}", key, step->position,
                    took_effect ? "recorded as done" : "will run again", step->statement);
    const std::string schema = editor.schema();
    const std::string version = editor.literal(key);
    return {(took_effect ? fmt::format(repair_sql::step_done, schema, version)
                         : fmt::format(repair_sql::step_redo, schema, version)) +
                editor.event("repair", key, description),
            description};
}

change change_for(ledger_editor& editor, const repair_action& action) {
    const entry& entry = find_entry(editor.history(), action.version);
    switch (action.change) {
    case repair_action::kind::realign:
        return realign(editor, entry);
    case repair_action::kind::drop:
        return drop(editor, entry, false);
    case repair_action::kind::mark:
        return mark(editor, entry);
    case repair_action::kind::unmark:
        return drop(editor, entry, true);
    case repair_action::kind::done:
        return settle_step(editor, entry, true);
    case repair_action::kind::redo:
        return settle_step(editor, entry, false);
    case repair_action::kind::move:
        return move(editor, entry, find_entry(editor.history(), action.new_version));
    }
    return {};
}

} // namespace

void repair(const settings& settings, const std::vector<repair_action>& actions, bool only_show,
            const repair_listener& report) {
    ledger_editor editor(settings,
                         std::all_of(actions.begin(), actions.end(), [](const auto& action) {
                             return action.change == repair_action::kind::move;
                         }));
    editor.prepare(!only_show);
    std::vector<change> changes;
    changes.reserve(actions.size());
    for (const repair_action& action : actions) {
        changes.push_back(change_for(editor, action));
    }
    editor.apply(changes, only_show, report);
}

void baseline(const settings& settings, std::string_view version, bool only_show,
              const repair_listener& report) {
    ledger_editor editor(settings);
    if (!is_version(version) &&
        (editor.history().order == version_order::numeric || !editor.history().find(version))) {
        throw error(error_kind::usage, fmt::format("invalid version: \"{}\"", version))
            .with_hint("a version consists of digits and dots, for example 1.02");
    }
    editor.prepare(!only_show);
    if (!editor.recorded().rows.empty()) {
        throw error(error_kind::history,
                    fmt::format("the ledger already records migrations, the latest is {}",
                                editor.history().current))
            .with_hint(
                "a baseline must be the first row of the ledger; to record single versions, use `dunlin migrate repair --mark VERSION`");
    }
    const std::string description =
        fmt::format("{} becomes the baseline: it and all lower versions count as applied", version);
    editor.apply({{fmt::format(repair_sql::mark, editor.schema(), editor.literal(version), 1,
                               editor.literal("Baseline"), "baseline", "NULL", "NULL", "NULL") +
                       editor.event("baseline", version, description),
                   description}},
                 only_show, report);
}

} // namespace dunlin::migrator
