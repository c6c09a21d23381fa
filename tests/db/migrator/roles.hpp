// SPDX-License-Identifier: MIT
#pragma once

#include "project.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrator_test {

/// Roles of one test, which belong to the whole server: their names begin with the database's.
class roles {
public:
    roles(const project& of, std::initializer_list<const char*> names) : project_(of) {
        for (const char* name : names) {
            names_.emplace_back(name);
            project_.execute("CREATE ROLE " + quoted(name) + " LOGIN");
        }
    }
    ~roles() {
        try {
            project_.execute("ALTER DATABASE " + project_.database.name() +
                             " OWNER TO CURRENT_USER");
            for (const std::string& name : names_) {
                project_.execute("DROP OWNED BY " + quoted(name) + " CASCADE");
            }
            for (const std::string& name : names_) {
                project_.execute("DROP ROLE " + quoted(name));
            }
        } catch (const std::exception&) {
            // The server of the tests ends with them.
        }
    }
    roles(const roles&) = delete;
    roles& operator=(const roles&) = delete;

    [[nodiscard]] std::string name(std::string_view role) const {
        return project_.database.name() + "_" + std::string(role);
    }
    /// As SQL.
    [[nodiscard]] std::string quoted(std::string_view role) const {
        return "\"" + name(role) + "\"";
    }
    [[nodiscard]] dunlin::sqldb::config config(std::string_view role) const {
        dunlin::sqldb::config config = project_.database.config();
        config.user = name(role);
        return config;
    }
    [[nodiscard]] dunlin::migrator::settings settings(std::string_view role) const {
        dunlin::migrator::settings settings = project_.settings();
        settings.database = config(role);
        return settings;
    }
    /// SQL with each {role} replaced by its quoted name.
    [[nodiscard]] std::string in(std::string sql) const {
        for (const std::string& role : names_) {
            const std::string place = "{" + role + "}";
            for (std::size_t at = 0; (at = sql.find(place, at)) != std::string::npos;) {
                sql.replace(at, place.size(), quoted(role));
            }
        }
        return sql;
    }
    void execute(const std::string& sql) const { project_.execute(in(sql)); }
    void execute_as(std::string_view role, const std::string& sql) const {
        dunlin::sqldb::connection db(config(role));
        db.run_script(in(sql));
    }

private:
    const project& project_;
    std::vector<std::string> names_;
};

/// The part of a hint that is SQL.
inline std::string sql_of_hint(const std::string& hint) {
    constexpr std::string_view before = "as a superuser: ";
    const std::size_t begin = hint.find(before);
    if (begin == std::string::npos) {
        return {};
    }
    return hint.substr(begin + before.size(), hint.find("; if you trust") - begin - before.size());
}

} // namespace migrator_test
