// SPDX-License-Identifier: MIT
#include "foreign_settings.hpp"

#include "server_program.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace fs = std::filesystem;

namespace dunlin::local {
namespace {

/// Settings with text values that refer to no file, program or host. dunlin overrides the sockets'
/// and the log's folder on the server's command line.
constexpr std::array<std::string_view, 21> harmless_texts{"application_name",
                                                          "client_encoding",
                                                          "cluster_name",
                                                          "datestyle",
                                                          "default_tablespace",
                                                          "default_text_search_config",
                                                          "lc_messages",
                                                          "lc_monetary",
                                                          "lc_numeric",
                                                          "lc_time",
                                                          "listen_addresses",
                                                          "log_destination",
                                                          "log_directory",
                                                          "log_filename",
                                                          "log_line_prefix",
                                                          "log_timezone",
                                                          "search_path",
                                                          "temp_tablespaces",
                                                          "timezone",
                                                          "timezone_abbreviations",
                                                          "unix_socket_directories"};

/// The settings that initdb itself may write, so that an unchanged folder needs no call of a
/// program.
constexpr std::array<std::string_view, 6> default_numbers{"dynamic_shared_memory_type",
                                                          "max_connections",
                                                          "max_wal_size",
                                                          "min_wal_size",
                                                          "port",
                                                          "shared_buffers"};

constexpr std::string_view advice =
    "such a folder may come with a checkout; remove the setting, or the folder with `dunlin local "
    "destroy`; to keep a folder that you know, see dunlin-local-start(1)";

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_name_byte(char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '_' || letter == '.' || byte >= 0x80;
}

/// The settings that are numbers, booleans or enumerations:
/// "NAME<tab>CONTEXT<tab>GROUP<tab>TYPE...".
std::set<std::string> settings_without_text(const binaries& programs) {
    const std::string answer =
        output_of({programs.program("postgres").string(), "--describe-config"});
    std::set<std::string> names;
    std::string_view rest = answer;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        for (const std::string_view type : {"\tBOOLEAN\t", "\tINTEGER\t", "\tREAL\t", "\tENUM\t"}) {
            if (line.find(type) != std::string_view::npos) {
                names.insert(lower_case(line.substr(0, line.find('\t'))));
            }
        }
    }
    return names;
}

/// Decides which settings of a data directory are harmless, and runs a program only when necessary.
class settings_filter {
public:
    explicit settings_filter(const binaries& programs) : programs_(programs) {}

    bool is_harmless(const std::string& name) {
        if (is_one_of(harmless_texts, name) || is_one_of(default_numbers, name)) {
            return true;
        }
        if (without_text_.empty()) {
            without_text_ = settings_without_text(programs_);
        }
        return without_text_.contains(name);
    }

private:
    const binaries& programs_;
    std::set<std::string> without_text_;
};

void check_file(const fs::path& file, settings_filter& filter) {
    std::error_code ignored;
    if (!fs::exists(file, ignored)) {
        return;
    }
    const std::string text = read_file(file);
    std::string_view rest = text;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        const std::string name = setting_of_line(line);
        if (!name.empty() && !filter.is_harmless(name)) {
            throw error(
                error_kind::refused,
                fmt::format(
                    "{}:{} sets {}, which may run programs or load libraries, and your dunlin did "
                    "not create this folder",
                    file.string(), number, name))
                .with_hint(std::string(advice));
        }
    }
}

/// Throws unless the path is a folder, a regular file or missing.
void require_plain(const fs::path& path) {
    std::error_code ignored;
    const auto type = fs::symlink_status(path, ignored).type();
    if (type == fs::file_type::directory || type == fs::file_type::regular ||
        type == fs::file_type::not_found) {
        return;
    }
    throw error(
        error_kind::refused,
        fmt::format("{} is {}, and your dunlin did not create this folder", path.string(),
                    type == fs::file_type::symlink ? "a symbolic link" : "not a regular file"))
        .with_hint(std::string(advice));
}

} // namespace

std::string setting_of_line(std::string_view line) {
    const auto begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) {
        return {};
    }
    line.remove_prefix(begin);
    const auto* const end = std::find_if_not(line.begin(), line.end(), is_name_byte);
    return lower_case(line.substr(0, static_cast<std::size_t>(end - line.begin())));
}

void check_foreign_files(const fs::path& home, const fs::path& data) {
    require_plain(home.parent_path());
    require_plain(home);
    require_plain(data);
    std::error_code ignored;
    if (!fs::is_directory(data, ignored)) {
        return;
    }
    for (const auto& entry : fs::recursive_directory_iterator(data)) {
        require_plain(entry.path());
    }
}

void check_foreign_settings(const fs::path& home, const fs::path& data, const binaries& programs) {
    check_foreign_files(home, data);
    settings_filter filter(programs);
    for (const char* name : {"postgresql.conf", "postgresql.auto.conf"}) {
        check_file(data / name, filter);
    }
}

} // namespace dunlin::local
