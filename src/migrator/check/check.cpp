// SPDX-License-Identifier: MIT
#include "plan/prepare.hpp"
#include "plan/syntax.hpp"

#include <dunlin/migrator/check.hpp>
#include <dunlin/sqltext/syntax.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dunlin::migrator {
namespace {

using kind = finding::kind;

finding malformed(const error& problem, std::string version = {}) {
    return {kind::malformed, std::move(version), problem.message(), problem.hint(),
            problem.where().value_or(source_location{})};
}

/// Prepares and parses every script of a source.
class script_check {
public:
    script_check(int server_version, std::vector<finding>& found)
        : server_version_(server_version), found_(found) {}

    void check(const migration& file) {
        attempt(file.version, [&] {
            const prepared_script script = prepare(file, direction::up, any_value);
            if (const std::string empty = emptiness_of(script); !empty.empty()) {
                found_.push_back({kind::empty, file.version, "the migration contains no statement",
                                  "add its statements, or remove the file",
                                  file.where(file.up.begin)});
            }
            parse(script, file.version);
            if (script.verify) {
                parse(*script.verify, file.version);
            }
        });
        if (file.empty_down) {
            found_.push_back(
                {kind::empty,
                 file.version,
                 "the down script is empty, so the migration cannot be reverted",
                 "write the statements that revert it; if there is nothing to revert, a comment is enough",
                 {file.empty_down->name, 0, 0, ""}});
        }
        if (file.down) {
            attempt(file.version,
                    [&] { parse(prepare(file, direction::down, any_value), file.version); });
        }
    }

    void check(const hook& hook) {
        attempt("", [&] { parse(prepare_hook(hook, any_value), ""); });
    }

private:
    static std::optional<std::string> any_value(std::string_view name) { return std::string(name); }

    template <class Work> void attempt(const std::string& version, Work&& work) {
        try {
            work();
        } catch (const error& problem) {
            found_.push_back(malformed(problem, version));
        }
    }

    void parse(const prepared_script& script, const std::string& version) {
        const int parser = sqltext::parser_version();
        for (const syntax_finding& found : check_syntax(script, script_values_are::unknown)) {
            finding finding = malformed(found.problem, version);
            if (found.depends_on_version) {
                const bool is_other = server_version_ != 0 && server_version_ != parser;
                finding.type = is_other ? kind::syntax : kind::malformed;
                finding.hint =
                    is_other ? fmt::format("checked with the grammar of PostgreSQL {}; PostgreSQL "
                                           "{} may accept it",
                                           parser, server_version_)
                             : fmt::format("checked with the grammar of PostgreSQL {}; for another "
                                           "server set server_version in dunlin.toml",
                                           parser);
            }
            found_.push_back(std::move(finding));
        }
    }

    int server_version_;
    std::vector<finding>& found_;
};

/// Why a file never runs, to follow its name.
std::string never_run_reason(const source& files, const std::filesystem::path& file) {
    if (files.format == "dunlin") {
        return "never runs: only .sql files directly in the folder are read";
    }
    const bool is_current =
        file.filename() == "current.sql" || file.parent_path().filename() == "current";
    if (files.format == "graphile-migrate" && is_current) {
        return "is not committed, so it does not run";
    }
    return files.format == "sqitch" ? "never runs: it is not in sqitch.plan"
                                    : fmt::format("never runs: {} ignores it", files.format);
}

void sort_by_place(std::vector<finding>& found) {
    const auto place = [](const finding& finding) {
        return std::tie(finding.location.file, finding.location.line, finding.location.column,
                        finding.message);
    };
    std::stable_sort(found.begin(), found.end(),
                     [&](const finding& a, const finding& b) { return place(a) < place(b); });
}

bool has_same_content(const migration& now, const migration& before) {
    return now.checksum == before.checksum || now.content_checksum() == before.content_checksum();
}

finding about(kind type, const migration& file, std::string message, std::string hint) {
    return {type, file.version, std::move(message), std::move(hint), file.where(file.up.begin)};
}

/// The only new file with this content; null when there is none, or several are.
const migration* find_renumbered(const source& now, const source& earlier,
                                 const migration& before) {
    const migration* found = nullptr;
    for (const migration& file : now.versioned) {
        if (earlier.find(file.version) == nullptr && has_same_content(file, before)) {
            if (found != nullptr) {
                return nullptr;
            }
            found = &file;
        }
    }
    return found;
}

/// `successor`: the file that has the version now; null when none has.
finding renumbered_finding(const migration& file, const migration& before,
                           const migration* successor) {
    return about(successor == nullptr ? kind::missing : kind::changed, file,
                 fmt::format("{} was renumbered to {} (same content){}", before.version,
                             file.version,
                             successor == nullptr
                                 ? ""
                                 : fmt::format(", and {} has its version", successor->file->name)),
                 fmt::format("restore the file; databases that have applied it need `dunlin "
                             "migrate repair --move {}={}`",
                             before.version, file.version));
}

finding changed_finding(const source& now, const source& earlier, const migration& file,
                        const migration& before) {
    if (const migration* renumbered = find_renumbered(now, earlier, before)) {
        return renumbered_finding(*renumbered, before, &file);
    }
    return about(kind::changed, file, fmt::format("{} was changed", file.version),
                 "restore the file, and make the change in a new migration");
}

finding missing_finding(const source& now, const source& earlier, const migration& before) {
    if (const migration* file = find_renumbered(now, earlier, before)) {
        return renumbered_finding(*file, before, nullptr);
    }
    return {kind::missing,
            before.version,
            fmt::format("the file of {} is missing", before.version),
            "restore the file: databases that have applied it need it",
            {}};
}

/// Whether a new version is below an existing one.
class order_check {
public:
    order_check(const source& now, const source& earlier) : now_(now) {
        if (!earlier.versioned.empty()) {
            newest_ = &earlier.versioned.back();
        }
        for (std::size_t i = 0; i < now.versioned.size(); ++i) {
            if (earlier.find(now.versioned[i].version) != nullptr) {
                last_known_ = i + 1;
            }
        }
    }

    /// The version that a new one should not be below; null: there is none.
    [[nodiscard]] const migration* above(std::size_t index) const {
        const migration& file = now_.versioned[index];
        if (newest_ == nullptr || file.any_order) {
            return nullptr;
        }
        if (index < last_known_) {
            return &now_.versioned[last_known_ - 1];
        }
        const bool below = now_.order != version_order::listed &&
                           compare(now_.order, file.version, newest_->version) < 0;
        return below ? newest_ : nullptr;
    }

private:
    const source& now_;
    const migration* newest_ = nullptr;
    std::size_t last_known_ = 0;
};

} // namespace

std::string_view to_string(kind kind) noexcept {
    switch (kind) {
    case kind::malformed:
        return "malformed";
    case kind::never_run:
        return "never_run";
    case kind::ignored:
        return "ignored";
    case kind::out_of_order:
        return "out_of_order";
    case kind::changed:
        return "changed";
    case kind::missing:
        return "missing";
    case kind::syntax:
        return "syntax";
    case kind::empty:
        return "empty";
    }
    return "malformed";
}

finding::level level_of(kind kind) noexcept {
    return kind == kind::ignored                         ? finding::level::note
           : kind == kind::syntax || kind == kind::empty ? finding::level::warning
                                                         : finding::level::error;
}

std::string_view to_string(finding::level level) noexcept {
    return level == finding::level::note      ? "note"
           : level == finding::level::warning ? "warning"
                                              : "error";
}

std::vector<finding> find_never_run(const source& files) {
    const bool is_own = files.format == "dunlin";
    std::vector<finding> found;
    for (const std::string& file : files.never_run) {
        found.push_back({is_own ? kind::never_run : kind::ignored,
                         {},
                         never_run_reason(files, file),
                         is_own ? "rename it or move it away" : "",
                         {file, 0, 0, ""}});
    }
    return found;
}

checked_source check_source(const std::filesystem::path& path, const read_options& options,
                            int server_version) {
    checked_source checked;
    read_options collecting = options;
    collecting.on_problem = [&](const error& problem) {
        checked.findings.push_back(malformed(problem));
    };
    checked.files = read_source(path, collecting);
    script_check scripts(server_version, checked.findings);
    const source& files = checked.files;
    for (const auto* list : {&files.versioned, &files.repeatable, &files.baselines}) {
        for (const migration& migration : *list) {
            scripts.check(migration);
        }
    }
    for (const hook& hook : files.hooks) {
        scripts.check(hook);
    }
    for (finding& found : find_never_run(checked.files)) {
        checked.findings.push_back(std::move(found));
    }
    sort_by_place(checked.findings);
    return checked;
}

std::vector<finding> compare_with_earlier(const source& now, const source& earlier) {
    std::vector<finding> found;
    const order_check order(now, earlier);
    for (std::size_t i = 0; i < now.versioned.size(); ++i) {
        const migration& file = now.versioned[i];
        const migration* before = earlier.find(file.version);
        if (before == nullptr) {
            if (const migration* above = order.above(i)) {
                found.push_back(about(
                    kind::out_of_order, file,
                    fmt::format("{} is new, but its version is below the existing {}", file.version,
                                above->version),
                    "give it a higher version: databases that have applied the newer one would have to run it out of order"));
            }
        } else if (!file.runs_on_change && !file.runs_always && !has_same_content(file, *before)) {
            found.push_back(changed_finding(now, earlier, file, *before));
        }
    }
    for (const migration& before : earlier.versioned) {
        if (now.find(before.version) == nullptr) {
            found.push_back(missing_finding(now, earlier, before));
        }
    }
    sort_by_place(found);
    return found;
}

} // namespace dunlin::migrator
