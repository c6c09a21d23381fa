// SPDX-License-Identifier: MIT
#include "env_file.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>

#include <optional>
#include <string_view>

namespace dunlin::config {
namespace {

constexpr std::string_view export_word = "export ";

std::optional<std::string> quoted_value(std::string_view text) {
    const char quote = text.front();
    std::string value;
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (text[i] == quote) {
            const std::string_view rest = trim(text.substr(i + 1));
            return rest.empty() || rest.front() == '#' ? std::optional(value) : std::nullopt;
        }
        if (quote == '"' && text[i] == '\\' && i + 1 < text.size()) {
            ++i;
            value += text[i] == 'n' ? '\n' : text[i];
        } else {
            value += text[i];
        }
    }
    return std::nullopt;
}

std::optional<std::string> value_of(std::string_view text) {
    if (!text.empty() && (text.front() == '\'' || text.front() == '"')) {
        return quoted_value(text);
    }
    const std::size_t comment = text.find(" #");
    return std::string(trim(text.substr(0, comment)));
}

} // namespace

std::map<std::string, std::string> read_env_file(const std::filesystem::path& path,
                                                 const std::string& display_name) {
    const std::string content = read_file(path);
    refuse_utf16(content, display_name);
    std::string_view rest = without_bom(content);
    std::map<std::string, std::string> values;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string_view line = trim(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (line.starts_with(export_word)) {
            line = trim(line.substr(export_word.size()));
        }
        const std::size_t equals = line.find('=');
        auto value = equals == std::string_view::npos ? std::nullopt
                                                      : value_of(trim(line.substr(equals + 1)));
        if (!value) {
            // Without an excerpt, because the line may contain a password.
            throw error(error_kind::config, "expected NAME=value")
                .at({display_name, number, 1, {}});
        }
        values.insert_or_assign(std::string(trim(line.substr(0, equals))), std::move(*value));
    }
    return values;
}

} // namespace dunlin::config
