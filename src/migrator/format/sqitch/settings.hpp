// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace dunlin::migrator {

/// What sqitch.conf and the user's own configuration say, as far as it matters here.
struct sqitch_settings {
    std::filesystem::path plan;
    struct folders {
        std::filesystem::path deploy;
        std::filesystem::path revert;
        std::filesystem::path verify;
    };
    folders scripts;
    folders reworked;
    std::string extension = "sql";
    std::string registry = "sqitch";
    std::string committer_name;
    std::string committer_email;
    std::map<std::string, std::string, std::less<>> variables;
};

/// Of the project whose folder, or top folder, this is. Throws error(config) with file and line for
/// a configuration that cannot be read or is for another engine.
sqitch_settings read_sqitch_settings(const std::filesystem::path& at, const environment& lookup);

} // namespace dunlin::migrator
