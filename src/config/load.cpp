// SPDX-License-Identifier: MIT
#include "env_file.hpp"
#include "interpolate.hpp"
#include "locate_file.hpp"
#include "toml_file.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/nearest.hpp>
#include <dunlin/config/redact.hpp>
#include <dunlin/config/settings.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>
#include <utility>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace dunlin::config {
namespace {

constexpr auto default_lock_timeout = 2000ms;
constexpr int default_lock_retries = 10;
constexpr auto default_lock_wait = 60s;

/// Any of these tells libpq where to go. PGPASSWORD or PGSSLMODE alone do not.
constexpr std::array<const char*, 6> libpq_variables{"PGHOST",     "PGHOSTADDR", "PGSERVICE",
                                                     "PGDATABASE", "PGUSER",     "PGPORT"};

/// A path as people in the working folder would write it.
fs::path seen_from(const fs::path& working_folder, const fs::path& path) {
    const fs::path relative = path.lexically_normal().lexically_relative(working_folder);
    return relative.empty() ? path : relative;
}

/// The choice among flag, variable, [env.NAME], top level and default, value by value.
class loader {
public:
    loader(const flags& given, const environment& variables, const fs::path& working_folder)
        : given_(given), process_(variables), folder_(working_folder) {}

    settings load() {
        open_file();
        choose_environment();
        read_variables();
        choose_database();
        choose_paths();
        loaded_.source_format = text("source_format", "");
        loaded_.ledger_schema = text("ledger.schema", "dunlin");
        loaded_.ledger_tool = text("ledger.tool", "");
        loaded_.ledger_table = text("ledger.table", "");
        loaded_.lock_timeout = duration("lock.timeout", default_lock_timeout);
        loaded_.lock_retries = count("lock.retries", default_lock_retries);
        loaded_.lock_wait = duration("lock.wait", default_lock_wait);
        loaded_.is_protected = truth("protected");
        list_known_databases();
        warn_of_readable_password();
        return std::move(loaded_);
    }

private:
    void open_file() {
        loaded_.root = folder_;
        std::optional<fs::path> path = given_.file;
        if (const auto named = process_("DUNLIN_CONFIG"); !path && named && !named->empty()) {
            path = *named;
        }
        if (path) {
            *path = folder_ / *path;
        } else {
            path = locate_file(folder_, loaded_.warnings);
        }
        if (path) {
            loaded_.file = *path;
            loaded_.root = path->parent_path();
            file_ = read_toml(*path, seen_from(folder_, *path).string());
        }
    }

    void choose_environment() {
        loaded_.environment = given_.environment.value_or(process_("DUNLIN_ENV").value_or(""));
        if (loaded_.environment.empty()) {
            return;
        }
        if (!file_) {
            throw error(error_kind::config, fmt::format("the environment '{}' is defined nowhere: "
                                                        "there is no dunlin.toml",
                                                        loaded_.environment))
                .with_hint("Write one with [env." + loaded_.environment +
                           "], or name it with --config.");
        }
        const auto found = file_->environments.find(loaded_.environment);
        if (found == file_->environments.end()) {
            fail_unknown_environment();
        }
        chosen_ = &found->second;
    }

    [[noreturn]] void fail_unknown_environment() const {
        std::vector<std::string> names;
        for (const auto& [name, section] : file_->environments) {
            names.push_back(name);
        }
        const std::string near = nearest(loaded_.environment, names);
        std::string hint = names.empty() ? "It has no [env.NAME] at all."
                                         : fmt::format("It has {}.", fmt::join(names, ", "));
        if (!near.empty()) {
            hint = fmt::format("Did you mean {}?", near);
        }
        throw error(error_kind::config,
                    fmt::format("{} has no environment '{}'", file_->name, loaded_.environment))
            .with_hint(std::move(hint));
    }

    /// Variables of env_file stand behind those of the process.
    void read_variables() {
        variables_ = process_;
        const raw_value* named = find("env_file");
        if (named == nullptr) {
            return;
        }
        const fs::path path = loaded_.root / expand(*named);
        std::error_code ignored;
        if (!fs::exists(path, ignored)) {
            missing_env_file_ = seen_from(folder_, path).string();
            return;
        }
        variables_ = [own = process_, more = read_env_file(path)](
                         const std::string& name) -> std::optional<std::string> {
            if (auto value = own(name)) {
                return value;
            }
            const auto found = more.find(name);
            return found == more.end() ? std::nullopt : std::optional(found->second);
        };
    }

    void choose_database() {
        auto& database = loaded_.database;
        if (given_.database) {
            database = {*given_.database, {origin::kind::flag, "--database"}};
        } else if (take_variable("DUNLIN_DATABASE")) {
            return;
        } else if (const raw_value* named = find("database")) {
            database = {expand(*named), from(*named)};
        } else if (take_variable("DATABASE_URL")) {
            return;
        } else {
            leave_to_libpq();
        }
    }

    bool take_variable(const std::string& name) {
        auto value = variables_(name);
        if (!value || value->empty()) {
            return false;
        }
        loaded_.database = {std::move(value), {origin::kind::variable, name}};
        return true;
    }

    void leave_to_libpq() {
        // The process alone: libpq does not see what env_file says.
        for (const auto* name : libpq_variables) {
            if (!process_(name).value_or("").empty()) {
                loaded_.database = {std::string{}, {origin::kind::variable, name}};
                return;
            }
        }
    }

    void choose_paths() {
        loaded_.migrations = path("migrations", "migrations");
        if (given_.migrations) {
            loaded_.migrations = {*given_.migrations, {origin::kind::flag, "--migrations"}};
        }
        loaded_.seed = path("seed", "seed");
    }

    [[nodiscard]] const raw_value* find(const std::string& key) const {
        for (const raw_section* section : {chosen_, file_ ? &file_->top : nullptr}) {
            if (section != nullptr) {
                if (const auto found = section->find(key); found != section->end()) {
                    return &found->second;
                }
            }
        }
        return nullptr;
    }

    [[nodiscard]] origin from(const raw_value& value) const {
        return {origin::kind::file, file_->name, value.line};
    }

    [[noreturn]] void fail(const raw_value& value, const std::string& message,
                           std::string hint = {}) const {
        throw error(error_kind::config, message).with_hint(std::move(hint)).at(file_->where(value));
    }

    [[nodiscard]] std::string expand(const raw_value& value) const {
        try {
            return interpolate(std::get<std::string>(value.value),
                               variables_ ? variables_ : process_);
        } catch (const interpolation_failure& problem) {
            fail(value, problem.message,
                 missing_env_file_.empty()
                     ? "Set it, or write $${ for a plain ${."
                     : fmt::format("Set it; the env_file {} does not exist.", missing_env_file_));
        }
    }

    [[nodiscard]] setting<std::string> text(const std::string& key, const char* fallback) const {
        const raw_value* value = find(key);
        if (value == nullptr) {
            return {fallback, {}};
        }
        std::string expanded = expand(*value);
        if (expanded.empty()) {
            fail(*value, fmt::format("'{}' must not be empty", key));
        }
        return {std::move(expanded), from(*value)};
    }

    [[nodiscard]] setting<fs::path> path(const std::string& key, const char* fallback) const {
        const auto named = text(key, fallback);
        return {seen_from(folder_, loaded_.root / named.value), named.from};
    }

    [[nodiscard]] setting<std::chrono::milliseconds>
    duration(const std::string& key, std::chrono::milliseconds fallback) const {
        const raw_value* value = find(key);
        if (value == nullptr) {
            return {fallback, {}};
        }
        const auto parsed = parse_duration(expand(*value), 1ms);
        if (!parsed) {
            fail(*value, fmt::format("'{}' is no duration", key),
                 "Write it like \"500ms\", \"2s\" or \"10min\".");
        }
        return {std::chrono::ceil<std::chrono::milliseconds>(*parsed), from(*value)};
    }

    [[nodiscard]] setting<int> count(const std::string& key, int fallback) const {
        const raw_value* value = find(key);
        if (value == nullptr) {
            return {fallback, {}};
        }
        const auto number = std::get<std::int64_t>(value->value);
        if (number < 0 || number > std::numeric_limits<int>::max()) {
            fail(*value, fmt::format("'{}' must be 0 or more", key));
        }
        return {static_cast<int>(number), from(*value)};
    }

    [[nodiscard]] setting<bool> truth(const std::string& key) const {
        const raw_value* value = find(key);
        return value == nullptr ? setting<bool>{}
                                : setting<bool>{std::get<bool>(value->value), from(*value)};
    }

    void list_known_databases() {
        if (!file_) {
            return;
        }
        add_known_database("", file_->top);
        for (const auto& [name, section] : file_->environments) {
            add_known_database(name, section);
        }
    }

    void add_known_database(const std::string& environment, const raw_section& section) {
        const auto database = section.find("database");
        if (database == section.end()) {
            return;
        }
        const auto is_protected = section.find("protected");
        try {
            loaded_.known_databases.push_back(
                {environment,
                 interpolate(std::get<std::string>(database->second.value),
                             variables_ ? variables_ : process_),
                 is_protected != section.end() && std::get<bool>(is_protected->second.value)});
        } catch (const interpolation_failure&) {
            // A laptop need not know the variables of production.
        }
    }

    void warn_of_readable_password() {
        if (!file_ || !is_world_readable(loaded_.file)) {
            return;
        }
        const auto tells = [](const raw_section& section) {
            const auto database = section.find("database");
            return database != section.end() &&
                   holds_password(std::get<std::string>(database->second.value));
        };
        bool any = tells(file_->top);
        for (const auto& [name, section] : file_->environments) {
            any = any || tells(section);
        }
        if (any) {
            loaded_.warnings.push_back(
                fmt::format("{} holds a password and every user of this system can read it; use "
                            "${{VARIABLE}} or chmod 600",
                            file_->name));
        }
    }

    const flags& given_;
    const environment& process_;
    fs::path folder_;
    environment variables_;
    std::optional<raw_file> file_;
    const raw_section* chosen_ = nullptr;
    std::string missing_env_file_;
    settings loaded_;
};

} // namespace

settings load(const flags& given, const environment& variables, const fs::path& working_folder) {
    return loader(given, variables, working_folder).load();
}

const std::string& require_database(const settings& from) {
    if (!from.database.value) {
        throw error(error_kind::config, "no database was named")
            .with_hint(fmt::format(
                "Use --database URL, DUNLIN_DATABASE, `database` in dunlin.toml, DATABASE_URL, or "
                "libpq's own {}. `--database local` is a private server on this machine.",
                fmt::join(libpq_variables, ", ")));
    }
    return *from.database.value;
}

} // namespace dunlin::config
