// SPDX-License-Identifier: MIT
#include "format/liquibase/changelog.hpp"

#include "format/format.hpp"
#include "format/refuse.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace dunlin::migrator {
namespace {

namespace fs = std::filesystem;

constexpr auto only_includes =
    "dunlin reads only include and includeAll in this changelog; move its changesets to formatted SQL files";

std::vector<liquibase_include> read_changelog(const source_file& file,
                                              const read_options& options) {
    return file.name.ends_with(".xml") ? read_liquibase_xml(file, options)
                                       : read_liquibase_yaml(file, options);
}

std::string without_class_path(std::string path) {
    constexpr std::string_view prefix = "classpath:";
    if (path.starts_with(prefix)) {
        path.erase(0, prefix.size());
    }
    return path.substr(std::min(path.find_first_not_of('/'), path.size()));
}

/// The nearest folder above in which a path leads somewhere.
std::optional<fs::path> folder_with(const fs::path& from, const std::string& path) {
    std::error_code ignored;
    for (fs::path at = from;; at = at.parent_path()) {
        if (fs::exists(at / path, ignored)) {
            return at;
        }
        if (at == at.parent_path()) {
            return std::nullopt;
        }
    }
}

fs::path root_of(const fs::path& master, const std::vector<liquibase_include>& includes) {
    fs::path own = master.parent_path();
    for (const liquibase_include& include : includes) {
        const auto found =
            include.relative ? std::nullopt : folder_with(own, without_class_path(include.path));
        if (found) {
            return *found;
        }
    }
    for (fs::path at = own; at != at.parent_path(); at = at.parent_path()) {
        if (at.filename() == "resources") {
            return at;
        }
    }
    return own;
}

class changelog_reader {
public:
    changelog_reader(const fs::path& master, const read_options& options)
        : master_(fs::absolute(master).lexically_normal()), options_(options) {}

    liquibase_scripts read() {
        const auto file = read_source_file(master_);
        const auto includes = read_changelog(*file, options_);
        root_ = root_of(master_, includes);
        open_.push_back(master_);
        add_includes(*file, includes);
        return std::move(scripts_);
    }

private:
    void add_includes(const source_file& file, const std::vector<liquibase_include>& includes) {
        const fs::path own = open_.back().parent_path();
        for (const liquibase_include& include : includes) {
            const std::string path = without_class_path(include.path);
            const fs::path at = ((include.relative ? own : root_) / path).lexically_normal();
            read_part(options_, [&] { add_include(file, include, at); });
        }
    }

    void add_include(const source_file& file, const liquibase_include& include,
                     const fs::path& at) {
        std::error_code ignored;
        if (include.all ? fs::is_directory(at, ignored) : fs::is_regular_file(at, ignored)) {
            include.all ? include_folder(file, include, at) : include_file(file, include, at);
        } else if (include.must_exist) {
            refuse(
                file, include.at,
                fmt::format("{} {} does not exist", include.all ? "folder" : "file", at.string()),
                "paths are relative to the root of the search path, or to the changelog with relativeToChangelogFile");
        }
    }

    void include_folder(const source_file& file, const liquibase_include& include,
                        const fs::path& at) {
        std::vector<fs::path> found;
        for (const auto& entry : fs::recursive_directory_iterator(at)) {
            if (entry.is_regular_file()) {
                found.push_back(entry.path());
            }
        }
        std::sort(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
            return a.generic_string() < b.generic_string();
        });
        for (const fs::path& path : found) {
            read_part(options_, [&] { include_file(file, include, path); });
        }
    }

    void include_file(const source_file& from, const liquibase_include& include,
                      const fs::path& at) {
        if (at.extension() == ".sql") {
            scripts_.scripts.push_back({at, at.lexically_relative(root_).generic_string()});
            return;
        }
        const auto file = read_source_file(at);
        if (!is_liquibase_changelog(at.string(), file->text)) {
            if (!include.all) {
                refuse(from, include.at, fmt::format("{} is not a changelog", at.string()),
                       only_includes);
            }
            return;
        }
        if (std::find(open_.begin(), open_.end(), at) != open_.end()) {
            refuse(from, include.at, fmt::format("{} includes itself", at.string()),
                   "remove the circular include");
        }
        scripts_.included.push_back(at);
        open_.push_back(at);
        read_part(options_, [&] { add_includes(*file, read_changelog(*file, options_)); });
        open_.pop_back();
    }

    fs::path master_;
    const read_options& options_;
    fs::path root_;
    std::vector<fs::path> open_; ///< the changelogs that include each other just now
    liquibase_scripts scripts_;
};

bool is_true(const source_file& file, std::size_t at, const std::string& name,
             const std::string& value) {
    if (value != "true" && value != "false") {
        refuse(file, at, fmt::format("invalid value for {}: \"{}\"", name, value),
               "write true or false");
    }
    return value == "true";
}

} // namespace

liquibase_include make_liquibase_include(const source_file& file, std::size_t at,
                                         std::string_view word,
                                         const std::map<std::string, std::string>& attributes) {
    if (word != "include" && word != "includeAll") {
        refuse(file, at, fmt::format("{} is supported only in SQL changelogs", word),
               only_includes);
    }
    liquibase_include include;
    include.all = word == "includeAll";
    include.at = at;
    for (const auto& [name, value] : attributes) {
        if (name == (include.all ? "path" : "file")) {
            include.path = value;
        } else if (name == "relativeToChangelogFile") {
            include.relative = is_true(file, at, name, value);
        } else if (name == "errorIfMissing" || name == "errorIfMissingOrEmpty") {
            include.must_exist = is_true(file, at, name, value);
        } else {
            refuse(
                file, at, fmt::format("the attribute {} of {} is not supported", name, word),
                include.all
                    ? "supported attributes: path, relativeToChangelogFile, errorIfMissingOrEmpty"
                    : "supported attributes: file, relativeToChangelogFile, errorIfMissing");
        }
    }
    if (include.path.empty()) {
        refuse(file, at, fmt::format("{} without {}", word, include.all ? "path" : "file"),
               "name the file or folder to include");
    }
    return include;
}

bool is_liquibase_changelog(const std::string& name, std::string_view text) {
    const auto ends = [&](const char* ending) { return name.ends_with(ending); };
    return (ends(".xml") || ends(".yaml") || ends(".yml") || ends(".json")) &&
           text.find("databaseChangeLog") != std::string_view::npos;
}

liquibase_scripts follow_liquibase_changelog(const fs::path& master, const read_options& options) {
    return changelog_reader(master, options).read();
}

} // namespace dunlin::migrator
