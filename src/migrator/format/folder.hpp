// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/migration.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The path of the migrations as readers look at it: listed once, each file read once.
class folder {
public:
    struct item {
        std::string name; ///< within the folder
        bool is_folder = false;
    };

    /// A file is a folder without items. Throws error(config) when it cannot be read.
    explicit folder(std::filesystem::path path);
    /// Files that lie in memory, as those of one folder. error(config) for one that is not UTF-8.
    explicit folder(const std::vector<source_file>& files);

    folder(const folder&) = delete;
    folder& operator=(const folder&) = delete;
    ~folder() = default;

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    [[nodiscard]] bool is_file() const noexcept { return is_file_; }
    /// By name, without those that begin with a dot: the first error that a reader finds must not
    /// depend on the file system.
    [[nodiscard]] const std::vector<item>& items() const noexcept { return items_; }
    /// Whether the folder has an item of that name.
    [[nodiscard]] bool has(std::string_view name) const;
    /// A file of the folder, by its path within it ("deploy/users.sql"); for a document, "" is the
    /// document itself. error(config) with the line when it is not valid UTF-8.
    [[nodiscard]] std::shared_ptr<const source_file> read(std::string_view name) const;
    /// A sub-folder, by its path within; listed once, like this one. error(config) when it cannot
    /// be read.
    [[nodiscard]] const folder& inner(std::string_view name) const;

private:
    folder() = default;
    void list();

    std::filesystem::path path_;
    bool is_file_ = false;
    std::vector<item> items_;
    mutable std::map<std::string, std::shared_ptr<const source_file>, std::less<>> read_;
    mutable std::map<std::string, std::unique_ptr<const folder>, std::less<>> inner_;
};

} // namespace dunlin::migrator
