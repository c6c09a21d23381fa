// SPDX-License-Identifier: MIT
#include "widget_database.hpp"

#include "golden.hpp"

#include <dunlin/base/file.hpp>

#include <algorithm>
#include <filesystem>
#include <vector>

namespace dunlin::test {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

dunlin::testing::database_options with_migrations() {
    dunlin::testing::database_options options;
    options.server = server_url();
    options.migrations = source_path("migrations");
    return options;
}

} // namespace

widget_database::widget_database() : database_(with_migrations()) {
    db_.emplace(database_.config());
}

void widget_database::seed() {
    for (const auto& file : files_of(source_path("seed"))) {
        db_->run_script(dunlin::read_file(file));
    }
}

} // namespace dunlin::test
