// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace dunlin::config {

/// The variables of the process and, for those that are not set, of a file of NAME=value lines.
class variables {
public:
    explicit variables(environment process) : process_(std::move(process)) {}

    /// Reads the file; when it does not exist, missing_file() is its name. `display_name` is its
    /// name in messages. Throws error(config) for a malformed line.
    void read(const std::filesystem::path& path, std::string display_name);

    /// The value in the process or in the file.
    [[nodiscard]] std::optional<std::string> operator()(const std::string& name) const;
    /// The same as a function of its own.
    [[nodiscard]] environment reader() const;
    /// The origin of a variable in messages: "X", or "X in .env".
    [[nodiscard]] std::string description_of(const std::string& name) const;

    /// The variables of the file that the process does not set.
    [[nodiscard]] std::map<std::string, std::string> from_file() const;
    /// All values of the file.
    [[nodiscard]] const std::map<std::string, std::string>& all_from_file() const noexcept {
        return file_values_;
    }
    /// The name of a file that was to be read and does not exist, or empty.
    [[nodiscard]] const std::string& missing_file() const noexcept { return missing_file_; }
    /// The path of the file that was read, or empty.
    [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

private:
    environment process_;
    std::map<std::string, std::string> file_values_;
    std::filesystem::path file_;
    std::string display_name_;
    std::string missing_file_;
};

/// The value of a variable; nullopt when it is not set. Throws error(config) when it is set but
/// empty, because ignoring it could choose another server.
std::optional<std::string> nonempty_variable(const variables& known, const std::string& name);

} // namespace dunlin::config
