// SPDX-License-Identifier: MIT
#include "widget_database.hpp"

#include <dunlin/base/file.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace test_support {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_of(const char* folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(DUNLIN_SOURCE_FOLDER) / folder)) {
        files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

widget_database::widget_database() : db_(database_.config()) {
    for (const auto& file : files_of("migrations")) {
        const std::string text = dunlin::read_file(file);
        db_.run_script(text.substr(0, text.find("\n-- dunlin:down")));
    }
}

void widget_database::seed() {
    for (const auto& file : files_of("seed")) {
        db_.run_script(dunlin::read_file(file));
    }
}

} // namespace test_support
