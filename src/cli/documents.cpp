// SPDX-License-Identifier: MIT
#include "documents.hpp"

#include "man_page.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>

#include <fmt/format.h>

#include <filesystem>

namespace dunlin::cli {

namespace fs = std::filesystem;

std::map<std::string, std::string> documents(std::string_view kind,
                                             const std::vector<verb_info>& all) {
    if (kind != "man") {
        throw error(error_kind::usage, fmt::format("cannot generate \"{}\"", kind))
            .with_hint(
                "it writes only man; to create a migration file use `dunlin migrate new SLUG`");
    }
    std::map<std::string, std::string> files;
    for (const auto& verb : all) {
        files[page_name(verb)] = verb_page(verb, all);
    }
    files["dunlin.toml.5"] = format_page("dunlin.toml", "configuration of a dunlin project");
    files["dunlin-migrations.5"] = format_page("dunlin-migrations", "migration files of dunlin");
    return files;
}

void write_document(const std::string& folder, const std::string& name, const std::string& text) {
    fs::create_directories(folder);
    const fs::path path = fs::path(folder) / name;
    if (fs::exists(path) && read_file(path) == text) {
        return;
    }
    atomic_file file(path);
    file.write(text);
    file.commit();
}

} // namespace dunlin::cli
