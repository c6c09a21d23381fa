// SPDX-License-Identifier: MIT
#include "defaults.hpp"
#include "exposure.hpp"
#include "project_file.hpp"
#include "values.hpp"

#include <dunlin/config/check.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace fs = std::filesystem;

namespace dunlin::config {
namespace {

auto place_of(const error& problem) {
    const source_location where = problem.where().value_or(source_location{});
    return std::tuple(where.file, where.line, where.column, problem.message());
}

/// Looks at the values of one environment, each by itself.
class environment_check {
public:
    environment_check(const values& all, fs::path root, fs::path working_folder,
                      const raw_file& file, std::vector<error>& problems)
        : all_(all), root_(std::move(root)), folder_(std::move(working_folder)), file_(file),
          problems_(problems) {}

    void look(const database_check& objection) {
        attempt([&] { look_at_database(objection); });
        attempt([&] { look_at_folder("migrations", default_migrations); });
        attempt([&] {
            if (all_.find("seed") != nullptr) {
                look_at_folder("seed", default_seed);
            }
        });
        for (const char* key : {"ledger.schema", "ledger.table", "ledger.tool", "source_format"}) {
            attempt([&] { std::ignore = all_.text(key, ""); });
        }
        for (const char* key :
             {"telemetry.trace", "telemetry.metrics", "telemetry.log_statements"}) {
            attempt([&] { expand_if_named(key); });
        }
        attempt([&] { std::ignore = all_.texts("ledger.owners"); });
        attempt([&] { std::ignore = all_.duration("lock.timeout", default_lock_timeout); });
        attempt([&] { std::ignore = all_.count("lock.retries", default_lock_retries); });
        attempt([&] { std::ignore = all_.duration("lock.wait", default_lock_wait); });
    }

    /// Keeps what the work throws.
    template <class Work> void attempt(Work&& work) {
        try {
            work();
        } catch (const error& problem) {
            problems_.push_back(problem);
        }
    }

private:
    void look_at_database(const database_check& objection) {
        const raw_value* named = all_.find("database");
        if (named == nullptr) {
            return;
        }
        const std::string why = objection(all_.expand_filled("database", *named).text);
        if (!why.empty()) {
            throw error(error_kind::config, why).at(file_.where(*named));
        }
    }

    /// Its variables must be known; it may be empty.
    void expand_if_named(const std::string& key) {
        if (const raw_value* named = all_.find(key)) {
            std::ignore = all_.expand(*named);
        }
    }

    void look_at_folder(const std::string& key, const char* fallback) {
        const auto named = all_.text(key, fallback);
        const fs::path path = root_ / named.value;
        std::error_code ignored;
        if (fs::is_directory(path, ignored)) {
            return;
        }
        const raw_value* value = all_.find(key);
        error missing(error_kind::config, fmt::format("'{}': there is no folder {}", key,
                                                      seen_from(folder_, path).string()));
        throw std::move(missing)
            .with_hint("Create it, or name another one.")
            .at(value != nullptr ? file_.where(*value) : source_location{file_.name, 0, 0, {}});
    }

    const values& all_;
    fs::path root_;
    fs::path folder_;
    const raw_file& file_;
    std::vector<error>& problems_;
};

fs::path require_file(const flags& given, const variables& known, const fs::path& folder,
                      std::vector<std::string>& warnings) {
    if (auto path = chosen_file(given, known, folder, warnings)) {
        return *path;
    }
    throw error(error_kind::config, "there is no dunlin.toml, here or in a folder above")
        .with_hint("`dunlin init` writes one; --config names one that lies elsewhere.");
}

/// One mistake of the top level is seen by every environment.
void sort_and_unify(std::vector<error>& problems) {
    const auto before = [](const error& a, const error& b) { return place_of(a) < place_of(b); };
    const auto same = [](const error& a, const error& b) { return place_of(a) == place_of(b); };
    std::stable_sort(problems.begin(), problems.end(), before);
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

void look_at_environment(const raw_file& file, const std::string& name, const flags& given,
                         const environment& process, const fs::path& root, const fs::path& folder,
                         const database_check& objection, check_result& found) {
    variables known = known_variables(given, process, folder);
    const values all(&file, section_of(&file, name), known);
    environment_check check(all, root, folder, file, found.problems);
    check.attempt([&] {
        const raw_value* named = all.find("env_file");
        if (named != nullptr && !given.env_file) {
            const fs::path path = root / all.expand_filled("env_file", *named).text;
            known.read(path, seen_from(folder, path).string());
        }
    });
    check.look(objection);
    for (auto& warning : exposed_passwords(&file, known, folder)) {
        if (std::find(found.warnings.begin(), found.warnings.end(), warning) ==
            found.warnings.end()) {
            found.warnings.push_back(std::move(warning));
        }
    }
}

} // namespace

check_result check(const flags& given, const environment& process, const fs::path& working_folder,
                   const database_check& objection) {
    check_result found;
    const variables known = known_variables(given, process, working_folder);
    const fs::path path = require_file(given, known, working_folder, found.warnings);
    found.file = seen_from(working_folder, path).string();
    const raw_file file = read_toml(
        path, found.file, [&](error problem) { found.problems.push_back(std::move(problem)); });
    const std::string chosen = chosen_environment(given, known);
    for (const auto& [name, section] : file.environments) {
        if (chosen.empty() || chosen == name) {
            found.environments.push_back(name);
        }
    }
    std::vector<std::string> names = found.environments;
    if (chosen.empty()) {
        names.insert(names.begin(), "");
    } else {
        std::ignore = section_of(&file, chosen); // an unknown one is refused
    }
    for (const auto& name : names) {
        look_at_environment(file, name, given, process, path.parent_path(), working_folder,
                            objection, found);
    }
    sort_and_unify(found.problems);
    return found;
}

} // namespace dunlin::config
