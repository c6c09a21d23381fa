// SPDX-License-Identifier: MIT
#include "schema/split_script.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/catalog/script.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string>

namespace dunlin::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view main_name = "main.sql";
constexpr std::string_view include_command = "\\ir ";
constexpr std::string_view first_line = "-- Run this file with psql.\n";
constexpr std::size_t longest_name = 150;

/// A name that every file system accepts: other characters become "-".
std::string file_name_of(std::string_view text) {
    std::string name;
    for (const char c : text.substr(0, longest_name)) {
        const bool is_plain =
            std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '.' || c == '_';
        if (is_plain) {
            name += c;
        } else if (!name.empty() && name.back() != '-') {
            name += '-';
        }
    }
    while (name.ends_with('-')) {
        name.pop_back();
    }
    return name.empty() ? "unnamed" : name;
}

/// The files that main.sql includes.
std::set<std::string> included_files(const fs::path& main_file) {
    std::set<std::string> files;
    if (!fs::exists(main_file)) {
        return files;
    }
    std::istringstream lines(read_file(main_file));
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with(include_command)) {
            continue;
        }
        const std::string name = line.substr(include_command.size());
        // The file may have come from elsewhere: nothing outside the folder may be removed.
        if (name.find("..") == std::string::npos && fs::path(name).is_relative()) {
            files.insert(name);
        }
    }
    return files;
}

void refuse_other_folder(const fs::path& folder) {
    if (fs::exists(folder) && !fs::exists(folder / main_name) && !fs::is_empty(folder)) {
        throw error(error_kind::refused,
                    fmt::format("{} holds files that are not of a dump", folder.string()))
            .with_hint("name an empty folder, or one that --split wrote before");
    }
}

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    atomic_file file(path);
    file.write(text);
    file.commit();
}

class folder_writer {
public:
    explicit folder_writer(const fs::path& folder) : folder_(folder) {}

    void add(std::string_view kind, std::string_view identity, std::string_view sql) {
        const std::string base = fmt::format("{}/{}", file_name_of(kind), file_name_of(identity));
        std::string name = base + ".sql";
        for (int number = 2; !names_.insert(name).second; ++number) {
            name = fmt::format("{}-{}.sql", base, number);
        }
        write(folder_ / name, sql);
        main_ += fmt::format("{}{}\n", include_command, name);
    }
    void add_text(std::string_view text) { main_ += text; }

    void finish() {
        const auto old_names = included_files(folder_ / main_name);
        write(folder_ / main_name, main_);
        for (const std::string& name : old_names) {
            if (!names_.contains(name)) {
                fs::remove(folder_ / name);
            }
        }
    }

private:
    fs::path folder_;
    std::string main_{first_line};
    std::set<std::string> names_;
};

} // namespace

void write_split_script(const catalog::snapshot& schema, std::string_view data,
                        const fs::path& folder) {
    refuse_other_folder(folder);
    folder_writer files(folder);
    files.add_text(catalog::script_begin(schema));
    bool has_data = data.empty();
    for (const catalog::script_part& part : catalog::script_parts(schema)) {
        const catalog::object& object = schema.objects[part.object];
        if (!has_data && catalog::follows_data(object)) {
            files.add("data", "rows", data);
            has_data = true;
        }
        files.add(object.kind, object.identity, part.sql);
    }
    if (!has_data) {
        files.add("data", "rows", data);
    }
    files.add_text(catalog::script_end());
    files.finish();
}

} // namespace dunlin::commands
