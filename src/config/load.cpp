// SPDX-License-Identifier: MIT
#include "defaults.hpp"
#include "exposure.hpp"
#include "interpolate.hpp"
#include "program_variables.hpp"
#include "project_file.hpp"
#include "values.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/config/settings.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

namespace fs = std::filesystem;

namespace dunlin::config {
namespace {

/// Each of these chooses a database for libpq; PGPASSWORD or PGSSLMODE alone does not.
constexpr std::array<const char*, 6> libpq_variables{"PGHOST",     "PGHOSTADDR", "PGSERVICE",
                                                     "PGDATABASE", "PGUSER",     "PGPORT"};

/// Chooses each value among flag, variable, [env.NAME], top level and default.
class loader {
public:
    loader(const flags& command_line, const environment& process, const fs::path& working_folder)
        : command_line_(command_line), folder_(working_folder),
          variables_(read_variables(command_line, process, working_folder)) {}

    settings load() {
        open_file();
        loaded_.environment = chosen_environment(command_line_, variables_);
        const values all(file_ ? &*file_ : nullptr,
                         section_of(file_ ? &*file_ : nullptr, loaded_.environment), variables_);
        read_env_file(all);
        try {
            choose_database(all);
        } catch (const error& problem) {
            loaded_.database = {};
            loaded_.database_problem = problem;
        }
        choose_password_command(all);
        choose_paths(all);
        loaded_.source_format = all.text("source_format", "");
        loaded_.server_version = all.count("server_version", 0);
        loaded_.ledger_schema = all.text("ledger.schema", default_ledger_schema);
        loaded_.ledger_tool = all.text("ledger.tool", "");
        loaded_.ledger_table = all.text("ledger.table", "");
        loaded_.ledger_owners = all.texts("ledger.owners");
        loaded_.lock_timeout = all.duration("lock.timeout", default_lock_timeout);
        loaded_.lock_retries = all.count("lock.retries", default_lock_retries);
        loaded_.lock_wait = all.duration("lock.wait", default_lock_wait);
        loaded_.lint_since = all.text("lint.since", "");
        loaded_.lint_off = all.texts("lint.off");
        loaded_.lint_errors = all.texts("lint.errors");
        loaded_.lint_warnings = all.texts("lint.warnings");
        loaded_.is_protected = all.truth("protected");
        loaded_.disable_tls = all.truth("disable_tls");
        loaded_.trace = output_file(all, command_line_.trace, "trace", "DUNLIN_TRACE");
        loaded_.metrics = output_file(all, command_line_.metrics, "metrics", "DUNLIN_METRICS");
        loaded_.statement_log = output_file(all, command_line_.statement_log, "log_statements",
                                            "DUNLIN_LOG_STATEMENTS");
        keep_file_variables();
        list_environments();
        for (auto& warning : exposed_passwords(file_ ? &*file_ : nullptr, variables_, folder_)) {
            loaded_.warnings.push_back(std::move(warning));
        }
        return std::move(loaded_);
    }

private:
    void open_file() {
        loaded_.root = folder_;
        if (const auto path = chosen_file(command_line_, variables_, folder_, loaded_.warnings)) {
            loaded_.file = *path;
            loaded_.root = path->parent_path();
            file_ = read_toml(*path, relative_to(folder_, *path).string());
        }
    }

    /// The variables of the process take precedence over those of env_file.
    void read_env_file(const values& all) {
        if (command_line_.env_file) {
            loaded_.env_file = {*command_line_.env_file, {value_origin::kind::flag, "--env-file"}};
        } else if (const raw_value* named = all.find("env_file")) {
            const fs::path path = loaded_.root / all.expand_nonempty("env_file", *named).text;
            loaded_.env_file = {relative_to(folder_, path), all.origin_of(*named)};
            variables_.read(path, loaded_.env_file.value.string());
        }
    }

    void choose_database(const values& all) {
        if (command_line_.database) {
            if (trim(*command_line_.database).empty()) {
                throw error(error_kind::usage, "--database is empty")
                    .with_hint("name a database, or omit the option");
            }
            loaded_.database = {*command_line_.database, {value_origin::kind::flag, "--database"}};
            return;
        }
        const raw_value* named = all.find("database");
        if (command_line_.environment && all.is_of_environment("database")) {
            use_file(all, *named);
        } else if (use_variable("DUNLIN_DATABASE")) {
            return;
        } else if (named != nullptr) {
            use_file(all, *named);
        } else if (!use_variable("DATABASE_URL")) {
            leave_to_libpq();
        }
    }

    /// It applies only to the database of its own section: one at the top level does not apply to
    /// the database of an [env.NAME].
    void choose_password_command(const values& all) {
        const raw_value* command = all.find("password_command");
        if (command == nullptr || loaded_.database.origin.type != value_origin::kind::file ||
            (all.is_of_environment("database") && !all.is_of_environment("password_command"))) {
            return;
        }
        loaded_.password_command = {std::get<std::string>(command->value), all.origin_of(*command)};
    }

    bool use_variable(const std::string& name) {
        auto value = nonempty_variable(variables_, name);
        if (!value) {
            return false;
        }
        loaded_.database = {std::move(value),
                            {value_origin::kind::variable, variables_.description_of(name)}};
        return true;
    }

    void use_file(const values& all, const raw_value& named) {
        const auto found = all.expand_nonempty("database", named);
        if (!found.unset.empty() && is_private(found.text) && is_ci()) {
            throw error(
                error_kind::config,
                fmt::format(
                    "{} is not set, and its default `{}` is a private server, which must be named "
                    "explicitly in CI",
                    fmt::join(found.unset, ", "), found.text))
                .with_hint(fmt::format("set {}, or name the private server with --database {}",
                                       found.unset.front(), found.text))
                .at(file_->location_of(named));
        }
        loaded_.database = {found.text, all.origin_of(named)};
        const std::string other = variables_("DATABASE_URL").value_or("");
        if (!other.empty() && other != found.text) {
            loaded_.overruled_url = other;
        }
    }

    /// A pipeline must not migrate a temporary server by mistake and report success.
    static bool is_private(std::string_view database) {
        return database == "local" || database.starts_with("local:") || database == "ephemeral";
    }

    [[nodiscard]] bool is_ci() const {
        const std::string value = variables_("CI").value_or("");
        return !value.empty() && value != "false" && value != "0";
    }

    void leave_to_libpq() {
        for (const auto* name : libpq_variables) {
            if (!variables_(name).value_or("").empty()) {
                loaded_.database = {
                    std::string{}, {value_origin::kind::variable, variables_.description_of(name)}};
                return;
            }
        }
    }

    void choose_paths(const values& all) {
        loaded_.migrations = path(all, "migrations", default_migrations);
        if (command_line_.migrations) {
            loaded_.migrations = {*command_line_.migrations,
                                  {value_origin::kind::flag, "--migrations"}};
        }
        loaded_.seed = path(all, "seed", default_seed);
    }

    [[nodiscard]] setting<fs::path> path(const values& all, const std::string& key,
                                         const char* fallback) const {
        const auto named = all.text(key, fallback);
        return {relative_to(folder_, loaded_.root / named.value), named.origin};
    }

    /// A file of [telemetry]. Its flag is --NAME with dashes.
    [[nodiscard]] setting<fs::path> output_file(const values& all,
                                                const std::optional<fs::path>& flag,
                                                std::string name, const char* variable) const {
        const raw_value* value = all.find("telemetry." + name);
        if (flag) {
            std::replace(name.begin(), name.end(), '_', '-');
            return {*flag, {value_origin::kind::flag, "--" + name}};
        }
        if (const auto set = variables_(variable); set && !set->empty()) {
            return {*set, {value_origin::kind::variable, variables_.description_of(variable)}};
        }
        if (value == nullptr) {
            return {};
        }
        const std::string named = all.expand(*value);
        return {named.empty() ? fs::path{} : relative_to(folder_, loaded_.root / named),
                all.origin_of(*value)};
    }

    void keep_file_variables() {
        loaded_.file_variables = variables_.from_file();
        if (loaded_.env_file.origin.type == value_origin::kind::flag) {
            return;
        }
        std::erase_if(loaded_.file_variables, [&](const auto& variable) {
            const bool is_refused = chooses_programs(variable.first);
            if (is_refused) {
                loaded_.warnings.push_back(fmt::format(
                    "{} is ignored in {}, because it can choose the programs that are run; set it "
                    "in the environment, or name the file with --env-file",
                    variable.first, loaded_.env_file.value.string()));
            }
            return is_refused;
        });
    }

    void list_environments() {
        if (!file_) {
            return;
        }
        add_known_database("", file_->top);
        for (const auto& [name, section] : file_->environments) {
            loaded_.environments.push_back(name);
            add_known_database(name, section);
        }
    }

    void add_known_database(const std::string& environment, const raw_section& section) {
        const auto database = section.find("database");
        if (database == section.end()) {
            return;
        }
        const values all(&*file_, &section, variables_);
        try {
            loaded_.known_databases.push_back(
                {environment,
                 interpolate(std::get<std::string>(database->second.value), variables_.reader())
                     .text,
                 all.truth("protected").value});
        } catch (const interpolation_failure&) {
            // The variables of other environments need not be set.
        }
    }

    const flags& command_line_;
    fs::path folder_;
    variables variables_;
    std::optional<raw_file> file_;
    settings loaded_;
};

} // namespace

settings load(const flags& command_line, const environment& process,
              const fs::path& working_folder) {
    return loader(command_line, process, working_folder).load();
}

const std::string& require_database(const settings& loaded) {
    if (loaded.database_problem) {
        throw error(*loaded.database_problem);
    }
    if (!loaded.database.value) {
        throw error(error_kind::config, "no database was named")
            .with_hint(fmt::format(
                "use --database URL, --env NAME with a database of its own, DUNLIN_DATABASE, "
                "`database` in dunlin.toml, DATABASE_URL, or libpq's own {}; `--database local` "
                "is a private server on this machine",
                fmt::join(libpq_variables, ", ")));
    }
    return *loaded.database.value;
}

} // namespace dunlin::config
