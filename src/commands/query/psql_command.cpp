// SPDX-License-Identifier: MIT
#include "query/psql_command.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace dunlin::commands {
namespace {

struct psql_command {
    std::string_view name;
    std::string_view hint;
};

constexpr std::string_view roles_hint =
    "`dunlin query 'SELECT rolname, rolsuper, rolcanlogin FROM pg_roles ORDER BY 1'` lists the "
    "roles; `dunlin db roles` prints SQL for new ones";
constexpr std::string_view privileges_hint =
    "`dunlin query \"SELECT grantee, table_schema, table_name, privilege_type FROM "
    "information_schema.table_privileges ORDER BY 2, 3, 1\"` lists the privileges";

/// The names are without psql's + and S, which show more columns and system objects.
constexpr std::array psql_commands{
    psql_command{"d", "`dunlin schema show` lists tables, views and sequences"},
    psql_command{"dt", "`dunlin schema show --kind table` lists the tables"},
    psql_command{"dv", "`dunlin schema show --kind view` lists the views"},
    psql_command{"dm",
                 "`dunlin schema show --kind materialized-view` lists the materialized views"},
    psql_command{"di",
                 "`dunlin query \"SELECT tablename, indexname, indexdef FROM pg_indexes WHERE "
                 "schemaname <> 'pg_catalog' ORDER BY 1, 2\"` lists the indexes"},
    psql_command{"ds", "`dunlin schema show --kind sequence` lists the sequences"},
    psql_command{"dn", "`dunlin schema show --kind schema` lists the schemas"},
    psql_command{"df", "`dunlin schema show --kind function` lists the functions"},
    psql_command{"dT", "`dunlin schema show --kind type` lists the types"},
    psql_command{"dx", "`dunlin query 'SELECT extname, extversion FROM pg_extension'` lists the "
                       "extensions"},
    psql_command{"du", roles_hint},
    psql_command{"dg", roles_hint},
    psql_command{"dp", privileges_hint},
    psql_command{"z", privileges_hint},
    psql_command{"l", "`dunlin query 'SELECT datname FROM pg_database ORDER BY 1'` lists the "
                      "databases"},
    psql_command{"copy",
                 "`dunlin seed load TABLE FILE` loads a file, and `dunlin query --format csv "
                 "--output FILE SQL` writes one"},
    psql_command{"i", "use --file FILE"},
    psql_command{"ir", "use --file FILE"},
    psql_command{"o", "use --output FILE"},
    psql_command{"g", "use --output FILE"},
    psql_command{"gx", "use --format vertical"},
    psql_command{"x", "use --format vertical"},
    psql_command{"t", "use --no-header"},
    psql_command{"a", "use --format csv"},
    psql_command{"H", "use --format, for example --format markdown"},
    psql_command{"pset", "use --format, --no-header or --no-pager"},
    psql_command{"timing", "use -v"},
    psql_command{"watch", "use --watch SECONDS"},
    psql_command{"set", "use --param NAME=VALUE"},
    psql_command{"c", "use --database URL"},
    psql_command{"connect", "use --database URL"},
    psql_command{"conninfo", "use `dunlin db ping`"},
};

/// Whether the text can be inserted into a shell's command line as it is.
bool is_plain_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '_' || c == '.';
    });
}

/// Whether a name after the command is that of the object to describe.
bool takes_name(std::string_view name) {
    constexpr std::array<std::string_view, 12> commands{"d",  "dt", "dv", "dm", "di", "ds",
                                                        "dn", "df", "dT", "dx", "dp", "z"};
    return std::find(commands.begin(), commands.end(), name) != commands.end();
}

std::string hint_for(std::string_view name, std::string_view argument) {
    if (takes_name(name) && is_plain_name(argument)) {
        return fmt::format("`dunlin schema show {}` describes it", argument);
    }
    const auto* found = std::find_if(psql_commands.begin(), psql_commands.end(),
                                     [&](const auto& command) { return command.name == name; });
    return std::string(found == psql_commands.end()
                           ? "query runs SQL; `dunlin query --help` lists its options"
                           : found->hint);
}

} // namespace

void refuse_psql_command(std::string_view text) {
    text = trim(text);
    if (!text.starts_with('\\')) {
        return;
    }
    text = trim(text.substr(1, text.find('\n') - 1));
    const std::size_t name_end = std::min(text.find_first_of(" \t;"), text.size());
    const std::string_view name = text.substr(0, name_end);
    std::string_view argument = trim(text.substr(name_end));
    while (argument.ends_with(';')) {
        argument = trim(argument.substr(0, argument.size() - 1));
    }
    std::string_view base = name;
    while (base.size() > 1 && (base.ends_with('+') || base.ends_with('S'))) {
        base.remove_suffix(1);
    }
    throw error(error_kind::usage, fmt::format("\\{} is a command of psql, not SQL", name))
        .with_hint(hint_for(base, argument));
}

} // namespace dunlin::commands
