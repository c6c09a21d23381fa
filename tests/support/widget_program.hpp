// SPDX-License-Identifier: MIT
#pragma once

#include "database.hpp"
#include "program.hpp"
#include "widget_database.hpp"

#include <dunlin/sqldb/query.hpp>

#include <string>
#include <vector>

namespace dunlin::test {

/// The built program against a migrated and seeded database of its own.
class widget_program {
public:
    widget_program() { database_.seed(); }

    outcome run(const std::vector<std::string>& arguments, const std::string& input = "") {
        return run_program(arguments, where(input));
    }
    outcome run_in_terminal(const std::vector<std::string>& arguments,
                            const std::string& typed = "") {
        return dunlin::test::run_in_terminal(arguments, 120, where(typed));
    }
    [[nodiscard]] surroundings where(const std::string& input = "") const {
        return {.environment = {{"DUNLIN_DATABASE", database_.url()}, {"TZ", "Europe/Berlin"}},
                .input = input};
    }
    /// The database as dunlin names it to people.
    [[nodiscard]] std::string place() const { return shown(database_.url()); }
    [[nodiscard]] std::string address() const {
        dunlin::sqldb::config settings;
        settings.url = database_.url();
        return dunlin::sqldb::describe(settings);
    }
    /// The first column of the first row.
    std::string ask(const std::string& sql) {
        return std::string(database_.db().run(sql, {})[0].text(0));
    }
    std::int64_t count(const std::string& condition = "true") {
        return std::stoll(ask("SELECT count(*) FROM widgets WHERE " + condition));
    }
    dunlin::sqldb::connection& db() { return database_.db(); }

private:
    widget_database database_;
};

inline const std::string admin_id = "5cf37266-3473-4006-984f-9325122678b7";
inline const std::string gopher_id = "45b5fbd3-755f-4379-8f07-a58d4a30fa2f";
inline const std::string wrench_id = "f5057fee-4c3e-4459-82dd-21250b729601";
inline const std::string drill_id = "d01e13be-235f-461f-8392-3dd14744f3e0";

} // namespace dunlin::test
