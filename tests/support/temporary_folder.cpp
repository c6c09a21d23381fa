// SPDX-License-Identifier: MIT
#include "temporary_folder.hpp"

#include <dunlin/base/file.hpp>

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace dunlin::test {

namespace fs = std::filesystem;

temporary_folder::temporary_folder() {
    std::string name = (fs::temp_directory_path() / "dunlin_test_XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder: " + name);
    }
    path_ = name;
}

temporary_folder::~temporary_folder() {
    if (std::getenv("DUNLIN_KEEP_TEST_FOLDERS") == nullptr) {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
}

fs::path temporary_folder::write(std::string_view name, std::string_view content) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
}

std::string temporary_folder::read(std::string_view name) const {
    return dunlin::read_file(path_ / name);
}

} // namespace dunlin::test
