// SPDX-License-Identifier: MIT
#include "apply/orphans.hpp"
#include "apply/reconnect.hpp"
#include "ledger/repair_sql.hpp"
#include "lock/runner_lock.hpp"
#include "lock/tool_lock.hpp"
#include "plan/prepare.hpp"
#include "run_context.hpp"

#include <dunlin/migrator/repair.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

using kind = repair_action::kind;

/// A change as SQL, and in words.
struct change {
    std::string sql;
    std::string words;
};

/// Files, ledger and lock, as repairs need them.
class workbench {
public:
    explicit workbench(const settings& settings)
        : run_(settings, settings.watcher != nullptr ? *settings.watcher : nobody_) {
        recorded_ = open(run_);
        if (run_.own_ledger) {
            throw error(error_kind::config,
                        fmt::format("the history is kept in {}, which only {} can repair",
                                    run_.ledger->table(), run_.ledger->tool()))
                .with_hint("adopt it first with `dunlin migrate adopt`");
        }
    }

    /// `writes`: the ledger is about to be changed.
    void prepare(bool writes) {
        if (writes) {
            if (run_.settings.permit) {
                run_.settings.permit({recorded_.protected_as});
            }
            run_.ledger->expect_writing();
            acquire_locks(run_, *run_.ledger);
            await_orphans(run_);
            recorded_ = read_ledger(run_);
            if (!recorded_.exists) {
                run_.ledger->create(*run_.db);
            }
        }
        run_.next_rank = highest_rank(recorded_) + 1;
        history_ = compare(run_.files, recorded_);
    }

    void carry_out(const std::vector<change>& changes, bool only_show,
                   const repair_listener& tell) {
        std::string sql = "BEGIN;";
        for (const change& change : changes) {
            tell(change.words);
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
        return run_.notes.event_sql(*run_.db, action, version, detail);
    }
    [[nodiscard]] std::string down_of(const migration& file) const {
        return file.down ? literal(recordable_down(file)) : "NULL";
    }

private:
    observer nobody_;
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

[[noreturn]] void refuse(const entry& at, std::string_view why) {
    throw error(error_kind::history,
                fmt::format("{} is {}: {}", at.version, to_string(at.where), why));
}

/// The key under which the ledger knows it.
std::string key_of(const entry& at, const ledger_state& recorded, version_order order) {
    if (at.row != nullptr) {
        return at.row->version;
    }
    for (const step_row& step : recorded.steps) {
        if (compare(order, step.version, at.version) == 0) {
            return step.version;
        }
    }
    return std::string(at.version);
}

change realign(workbench& on, const entry& at) {
    if (at.row == nullptr || at.file == nullptr) {
        refuse(at, "only an applied migration with a file can be realigned");
    }
    const std::string& key = at.row->version;
    const std::string description =
        fmt::format("{}: checksum changes from {} to {}, that of {}", key, at.row->checksum,
                    at.file->checksum, at.file->file->name);
    return {fmt::format(repair_sql::realign, on.schema(), on.literal(key),
                        on.literal(at.file->checksum), on.literal(at.file->content_checksum()),
                        on.literal(at.file->description), on.down_of(*at.file)) +
                on.event("repair", key, description),
            description};
}

change drop(workbench& on, const entry& at, bool file_may_stay) {
    if (at.file != nullptr && !file_may_stay) {
        refuse(at, "its file exists; to record it as not applied, use --unmark");
    }
    if (at.row == nullptr && at.where != state::unfinished) {
        refuse(at, "the ledger has no row for it");
    }
    const std::string key = key_of(at, on.recorded(), on.history().order);
    const std::string description =
        file_may_stay ? fmt::format("{}: no longer recorded as applied; nothing is reverted", key)
                      : fmt::format("{}: removed from the ledger; nothing is reverted", key);
    return {fmt::format(repair_sql::drop, on.schema(), on.literal(key)) +
                on.event("repair", key, description),
            description};
}

change mark(workbench& on, const entry& at) {
    if (at.file == nullptr || (at.row != nullptr && at.where != state::unfinished)) {
        refuse(at, "only a pending migration with a file can be marked as applied");
    }
    const migration& file = *at.file;
    const std::string description =
        fmt::format("{}: recorded as applied; {} does not run", file.version, file.file->name);
    const char* kind_name = file.kind == migration_kind::repeatable ? "repeatable" : "versioned";
    return {fmt::format(repair_sql::mark, on.schema(), on.literal(file.version),
                        on.run().next_rank++, on.literal(file.description), kind_name,
                        on.literal(file.checksum), on.literal(file.content_checksum()),
                        on.down_of(file)) +
                on.event("repair", file.version, description),
            description};
}

change settle_step(workbench& on, const entry& at, bool took_effect) {
    const std::string key = key_of(at, on.recorded(), on.history().order);
    const auto step =
        std::find_if(on.recorded().steps.begin(), on.recorded().steps.end(),
                     [&](const step_row& row) { return row.version == key && !row.done; });
    if (step == on.recorded().steps.end()) {
        refuse(at, "none of its steps is unfinished");
    }
    const std::string description =
        fmt::format("{}: step {} {}: {}", key, step->position,
                    took_effect ? "recorded as done" : "will run again", step->statement);
    const std::string schema = on.schema();
    const std::string version = on.literal(key);
    return {(took_effect ? fmt::format(repair_sql::step_done, schema, version)
                         : fmt::format(repair_sql::step_redo, schema, version)) +
                on.event("repair", key, description),
            description};
}

change change_for(workbench& on, const repair_action& action) {
    const entry& at = find_entry(on.history(), action.version);
    switch (action.what) {
    case kind::realign:
        return realign(on, at);
    case kind::drop:
        return drop(on, at, false);
    case kind::mark:
        return mark(on, at);
    case kind::unmark:
        return drop(on, at, true);
    case kind::done:
        return settle_step(on, at, true);
    case kind::redo:
        return settle_step(on, at, false);
    }
    return {};
}

} // namespace

void repair(const settings& settings, const std::vector<repair_action>& actions, bool only_show,
            const repair_listener& tell) {
    workbench on(settings);
    on.prepare(!only_show);
    std::vector<change> changes;
    changes.reserve(actions.size());
    for (const repair_action& action : actions) {
        changes.push_back(change_for(on, action));
    }
    on.carry_out(changes, only_show, tell);
}

void baseline(const settings& settings, std::string_view version, bool only_show,
              const repair_listener& tell) {
    workbench on(settings);
    if (!is_version(version) &&
        (on.history().order == version_order::numeric || !on.history().find(version))) {
        throw error(error_kind::usage, fmt::format("invalid version: \"{}\"", version))
            .with_hint("a version consists of digits and dots, for example 1.02");
    }
    on.prepare(!only_show);
    if (!on.recorded().rows.empty()) {
        throw error(error_kind::history,
                    fmt::format("the ledger already records migrations, the latest is {}",
                                on.history().current))
            .with_hint(
                "a baseline must be the first row of the ledger; to record single versions, use `dunlin migrate repair --mark VERSION`");
    }
    const std::string description =
        fmt::format("{} becomes the baseline: it and all lower versions count as applied", version);
    on.carry_out({{fmt::format(repair_sql::mark, on.schema(), on.literal(version), 1,
                               on.literal("Baseline"), "baseline", "NULL", "NULL", "NULL") +
                       on.event("baseline", version, description),
                   description}},
                 only_show, tell);
}

} // namespace dunlin::migrator
