// SPDX-License-Identifier: MIT
#include "format/sqitch/settings.hpp"

#include "format/format.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

/// "section.sub section.key" to value; section and key in small letters.
using values = std::map<std::string, std::string, std::less<>>;

/// A value as git's configuration has it: comments removed, quotes and escapes replaced.
std::string read_value(std::string_view text) {
    std::string result;
    std::size_t kept = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && (text[i] == '#' || text[i] == ';')) {
            break;
        } else if (text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            result += text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i];
        } else {
            result += text[i];
        }
        const bool counts =
            quoted || (!result.empty() && result.back() != ' ' && result.back() != '\t');
        kept = counts ? result.size() : kept;
    }
    return result.substr(0, kept);
}

std::string read_section(const source_file& file, std::size_t at, std::string_view line) {
    const std::size_t close = line.rfind(']');
    if (close == std::string_view::npos) {
        refuse(file, at, "a section without a closing bracket", "write: [engine \"pg\"]");
    }
    const std::string_view inside = trim(line.substr(1, close - 1));
    const std::size_t quote = inside.find('"');
    if (quote == std::string_view::npos) {
        return lower_case(inside) + ".";
    }
    const std::string_view sub = inside.substr(quote + 1, inside.rfind('"') - quote - 1);
    return lower_case(trim(inside.substr(0, quote))) + "." + std::string(sub) + ".";
}

void read_file_into(const fs::path& path, values& into) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        return;
    }
    const auto file = read_source_file(path);
    const std::string_view text = file->text;
    std::string section;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = trim(text.substr(begin, end - begin));
        if (line.starts_with('[')) {
            section = read_section(*file, begin, line);
        } else if (!line.empty() && line.front() != '#' && line.front() != ';') {
            const std::size_t equals = std::min(line.find('='), line.size());
            // The names of variables keep their capitals.
            const std::string_view key = trim(line.substr(0, equals));
            const bool variable = section.ends_with("variables.");
            into.insert_or_assign(
                section + (variable ? std::string(key) : lower_case(key)),
                equals == line.size() ? "true" : read_value(trim(line.substr(equals + 1))));
            if (section == "core." && lower_case(key) == "engine" && into["core.engine"] != "pg") {
                refuse(*file, begin,
                       fmt::format("this project is for the engine {}", into["core.engine"]),
                       "dunlin supports only engine = pg");
            }
        }
        begin = end + 1;
    }
}

std::string find(const values& all, const std::string& target, std::string_view key) {
    for (const std::string& section :
         {"target." + target, std::string("engine.pg"), std::string("core")}) {
        const auto found = all.find(fmt::format("{}.{}", section, key));
        if (found != all.end() && !found->second.empty()) {
            return found->second;
        }
    }
    return {};
}

/// As sqitch finds out who somebody is.
void find_committer(const values& all, const environment& lookup, sqitch_settings& into) {
    const auto first = [&](const char* own, const char* key, const char* fallback) {
        const auto configured = all.find(key);
        const std::string given = lookup(own).value_or("");
        return !given.empty()            ? given
               : configured != all.end() ? configured->second
                                         : lookup(fallback).value_or("");
    };
    into.committer_name = first("SQITCH_FULLNAME", "user.name", "SQITCH_ORIG_FULLNAME");
    into.committer_email = first("SQITCH_EMAIL", "user.email", "SQITCH_ORIG_EMAIL");
    const passwd* known = getpwuid(geteuid());
    const std::string login = known != nullptr ? known->pw_name : "unknown";
    if (into.committer_name.empty()) {
        const std::string full = known != nullptr ? known->pw_gecos : "";
        const std::string name = full.substr(0, full.find(','));
        into.committer_name = name.empty() ? login : name;
    }
    if (into.committer_email.empty()) {
        std::array<char, 256> host{};
        gethostname(host.data(), host.size() - 1);
        into.committer_email = login + "@" + host.data();
    }
}

void find_variables(const values& all, const std::string& target, sqitch_settings& into) {
    for (const std::string& section :
         {std::string("core.variables."), std::string("engine.pg.variables."),
          "target." + target + ".variables.", std::string("deploy.variables."),
          std::string("revert.variables."), std::string("verify.variables.")}) {
        for (auto at = all.lower_bound(section); at != all.end() && at->first.starts_with(section);
             ++at) {
            into.variables.insert_or_assign(at->first.substr(section.size()), at->second);
        }
    }
}

/// The folder with sqitch.conf: this one, or the one above when its top_dir leads here.
fs::path project_of(const fs::path& at) {
    std::error_code ignored;
    const fs::path above = at.has_filename() ? at.parent_path() : at.parent_path().parent_path();
    if (fs::exists(at / "sqitch.conf", ignored) || !fs::exists(above / "sqitch.conf", ignored)) {
        return at;
    }
    values all;
    read_file_into(above / "sqitch.conf", all);
    const std::string top = find(all, all["core.target"], "top_dir");
    return !top.empty() && fs::equivalent(above / top, at, ignored) ? above : at;
}

} // namespace

sqitch_settings read_sqitch_settings(const fs::path& at, const environment& lookup) {
    const fs::path project = project_of(at);
    values all;
    read_file_into(lookup("SQITCH_SYSTEM_CONFIG").value_or("/etc/sqitch/sqitch.conf"), all);
    read_file_into(
        lookup("SQITCH_USER_CONFIG").value_or(lookup("HOME").value_or("") + "/.sqitch/sqitch.conf"),
        all);
    read_file_into(project / "sqitch.conf", all);
    const std::string target = all["core.target"];
    const auto path = [&](const char* key, const fs::path& default_path) {
        const std::string given = find(all, target, key);
        return (given.empty() ? default_path : project / given).lexically_normal();
    };
    sqitch_settings settings;
    const fs::path top = path("top_dir", project);
    const fs::path again = path("reworked_dir", top);
    settings.plan = path("plan_file", top / "sqitch.plan");
    settings.scripts = {path("deploy_dir", top / "deploy"), path("revert_dir", top / "revert"),
                        path("verify_dir", top / "verify")};
    const auto reworked = [&](const char* key, const char* name, const fs::path& default_path) {
        return path(key, again == top ? default_path : again / name);
    };
    settings.reworked = {reworked("reworked_deploy_dir", "deploy", settings.scripts.deploy),
                         reworked("reworked_revert_dir", "revert", settings.scripts.revert),
                         reworked("reworked_verify_dir", "verify", settings.scripts.verify)};
    const std::string extension = find(all, target, "extension");
    settings.extension = extension.empty() ? settings.extension : extension;
    const std::string registry = find(all, target, "registry");
    settings.registry = registry.empty() ? settings.registry : registry;
    find_committer(all, lookup, settings);
    find_variables(all, target, settings);
    return settings;
}

} // namespace dunlin::migrator
