// SPDX-License-Identifier: MIT
#include "plan/prepare.hpp"

#include <dunlin/migrator/check.hpp>

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

void prepare_scripts(const migration& file, std::vector<finding>& found) {
    const placeholder_lookup anything = [](std::string_view name) {
        return std::optional(std::string(name));
    };
    try {
        prepare(file, direction::up, anything);
        if (file.down) {
            prepare(file, direction::down, anything);
        }
    } catch (const error& problem) {
        found.push_back(malformed(problem, file.version));
    }
}

void note_never_run(const source& files, std::vector<finding>& found) {
    for (const std::string& file : files.never_run) {
        source_location location;
        location.file = file;
        found.push_back({kind::never_run,
                         {},
                         "never runs: not one of the files that are read",
                         "rename it or move it away",
                         location});
    }
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
    case kind::out_of_order:
        return "out_of_order";
    case kind::changed:
        return "changed";
    case kind::missing:
        return "missing";
    }
    return "malformed";
}

checked_source check_source(const std::filesystem::path& path, const read_options& options) {
    checked_source checked;
    read_options collecting = options;
    collecting.on_problem = [&](const error& problem) {
        checked.findings.push_back(malformed(problem));
    };
    checked.files = read_source(path, collecting);
    for (const auto* list : {&checked.files.versioned, &checked.files.repeatable}) {
        for (const migration& migration : *list) {
            prepare_scripts(migration, checked.findings);
        }
    }
    note_never_run(checked.files, checked.findings);
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
            found.push_back(about(kind::changed, file, fmt::format("{} was changed", file.version),
                                  "restore the file, and make the change in a new migration"));
        }
    }
    for (const migration& before : earlier.versioned) {
        if (now.find(before.version) == nullptr) {
            found.push_back({kind::missing,
                             before.version,
                             fmt::format("the file of {} is missing", before.version),
                             "restore the file: databases that have applied it need it",
                             {}});
        }
    }
    sort_by_place(found);
    return found;
}

} // namespace dunlin::migrator
