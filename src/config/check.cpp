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

auto location_of(const error& problem) {
    const source_location location = problem.where().value_or(source_location{});
    return std::tuple(location.file, location.line, location.column, problem.message());
}

/// Checks the values of one environment, each separately.
class environment_check {
public:
    environment_check(const values& all, fs::path root, fs::path working_folder,
                      const raw_file& file, std::vector<error>& problems)
        : all_(all), root_(std::move(root)), folder_(std::move(working_folder)), file_(file),
          problems_(problems) {}

    void check_all(const database_check& find_problem) {
        attempt([&] { check_database(find_problem); });
        attempt([&] { check_folder("migrations", default_migrations); });
        attempt([&] {
            if (all_.find("seed") != nullptr) {
                check_folder("seed", default_seed);
            }
        });
        for (const char* key :
             {"ledger.schema", "ledger.table", "ledger.tool", "lint.since", "source_format"}) {
            attempt([&] { std::ignore = all_.text(key, ""); });
        }
        for (const char* key :
             {"telemetry.trace", "telemetry.metrics", "telemetry.log_statements"}) {
            attempt([&] { expand_if_named(key); });
        }
        for (const char* key : {"ledger.owners", "lint.errors", "lint.off", "lint.warnings"}) {
            attempt([&] { std::ignore = all_.texts(key); });
        }
        attempt([&] { std::ignore = all_.duration("lock.timeout", default_lock_timeout); });
        attempt([&] { std::ignore = all_.count("lock.retries", default_lock_retries); });
        attempt([&] { std::ignore = all_.count("server_version", 0); });
        attempt([&] { std::ignore = all_.duration("lock.wait", default_lock_wait); });
    }

    /// Runs `work` and records the error that it throws.
    template <class Work> void attempt(Work&& work) {
        try {
            work();
        } catch (const error& problem) {
            problems_.push_back(problem);
        }
    }

private:
    void check_database(const database_check& find_problem) {
        const raw_value* named = all_.find("database");
        if (named == nullptr) {
            return;
        }
        const std::string why = find_problem(all_.expand_nonempty("database", *named).text);
        if (!why.empty()) {
            throw error(error_kind::config, why).at(file_.location_of(*named));
        }
    }

    /// Checks that its variables are set; the value may be empty.
    void expand_if_named(const std::string& key) {
        if (const raw_value* named = all_.find(key)) {
            std::ignore = all_.expand(*named);
        }
    }

    void check_folder(const std::string& key, const char* fallback) {
        const auto named = all_.text(key, fallback);
        const fs::path path = root_ / named.value;
        std::error_code ignored;
        if (fs::is_directory(path, ignored)) {
            return;
        }
        const raw_value* value = all_.find(key);
        error missing(error_kind::config, fmt::format("'{}': folder {} does not exist", key,
                                                      relative_to(folder_, path).string()));
        throw std::move(missing)
            .with_hint("create it, or name another one")
            .at(value != nullptr ? file_.location_of(*value)
                                 : source_location{file_.name, 0, 0, {}});
    }

    const values& all_;
    fs::path root_;
    fs::path folder_;
    const raw_file& file_;
    std::vector<error>& problems_;
};

fs::path require_file(const flags& command_line, const variables& all_variables,
                      const fs::path& folder, std::vector<std::string>& warnings) {
    if (auto path = chosen_file(command_line, all_variables, folder, warnings)) {
        return *path;
    }
    throw error(error_kind::config, "no dunlin.toml in this folder or its parents")
        .with_hint("create one with `dunlin init`, or name one with --config");
}

/// Every environment reports an error at the top level again.
void sort_and_unify(std::vector<error>& problems) {
    const auto before = [](const error& a, const error& b) {
        return location_of(a) < location_of(b);
    };
    const auto same = [](const error& a, const error& b) {
        return location_of(a) == location_of(b);
    };
    std::stable_sort(problems.begin(), problems.end(), before);
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
}

void check_environment(const raw_file& file, const std::string& name, const flags& command_line,
                       const environment& process, const fs::path& root, const fs::path& folder,
                       const database_check& find_problem, check_result& result) {
    variables all_variables = read_variables(command_line, process, folder);
    const values all(&file, section_of(&file, name), all_variables);
    environment_check check(all, root, folder, file, result.problems);
    check.attempt([&] {
        const raw_value* named = all.find("env_file");
        if (named != nullptr && !command_line.env_file) {
            const fs::path path = root / all.expand_nonempty("env_file", *named).text;
            all_variables.read(path, relative_to(folder, path).string());
        }
    });
    check.check_all(find_problem);
    for (auto& warning : exposed_passwords(&file, all_variables, folder)) {
        if (std::find(result.warnings.begin(), result.warnings.end(), warning) ==
            result.warnings.end()) {
            result.warnings.push_back(std::move(warning));
        }
    }
}

} // namespace

check_result check(const flags& command_line, const environment& process,
                   const fs::path& working_folder, const database_check& find_problem) {
    check_result result;
    const variables all_variables = read_variables(command_line, process, working_folder);
    const fs::path path =
        require_file(command_line, all_variables, working_folder, result.warnings);
    result.file = relative_to(working_folder, path).string();
    const raw_file file = read_toml(
        path, result.file, [&](error problem) { result.problems.push_back(std::move(problem)); });
    const std::string chosen = chosen_environment(command_line, all_variables);
    for (const auto& [name, section] : file.environments) {
        if (chosen.empty() || chosen == name) {
            result.environments.push_back(name);
        }
    }
    std::vector<std::string> names = result.environments;
    if (chosen.empty()) {
        names.insert(names.begin(), "");
    } else {
        std::ignore = section_of(&file, chosen); // throws when it is unknown
    }
    for (const auto& name : names) {
        check_environment(file, name, command_line, process, path.parent_path(), working_folder,
                          find_problem, result);
    }
    sort_and_unify(result.problems);
    return result;
}

} // namespace dunlin::config
