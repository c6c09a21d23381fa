// SPDX-License-Identifier: MIT
#include "values.hpp"

#include <dunlin/base/clock.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <limits>
#include <utility>

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace dunlin::config {

fs::path relative_to(const fs::path& working_folder, const fs::path& path) {
    const fs::path relative = path.lexically_normal().lexically_relative(working_folder);
    return relative.empty() ? path : relative;
}

const raw_value* values::find(const std::string& key) const {
    for (const raw_section* section : {chosen_, file_ != nullptr ? &file_->top : nullptr}) {
        if (section != nullptr) {
            if (const auto found = section->find(key); found != section->end()) {
                return &found->second;
            }
        }
    }
    return nullptr;
}

value_origin values::origin_of(const raw_value& value) const {
    return {value_origin::kind::file, file_->name, value.line};
}

void values::fail(const raw_value& value, const std::string& message, std::string hint) const {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(file_->location_of(value));
}

std::string values::expand(const raw_value& value) const {
    return interpolate_at(value).text;
}

interpolated values::expand_nonempty(const std::string& key, const raw_value& value) const {
    interpolated result = interpolate_at(value);
    if (trim(result.text).empty()) {
        fail(value, fmt::format("'{}' must not be empty", key),
             "give it a value, or omit the line");
    }
    return result;
}

interpolated values::interpolate_at(const raw_value& value) const {
    return interpolate_text(std::get<std::string>(value.value), value);
}

interpolated values::interpolate_text(const std::string& text, const raw_value& value) const {
    try {
        return interpolate(text, variables_.reader());
    } catch (const interpolation_failure& problem) {
        const std::string& absent = variables_.missing_file();
        fail(value, problem.message,
             absent.empty() ? "set it, or write $${ for a literal ${"
                            : fmt::format("set it; the env_file {} does not exist", absent));
    }
}

setting<std::string> values::text(const std::string& key, const char* fallback) const {
    const raw_value* value = find(key);
    if (value == nullptr) {
        return {fallback, {}};
    }
    return {expand_nonempty(key, *value).text, origin_of(*value)};
}

setting<std::vector<std::string>> values::texts(const std::string& key) const {
    const raw_value* value = find(key);
    if (value == nullptr) {
        return {};
    }
    std::vector<std::string> expanded;
    for (const std::string& text : std::get<std::vector<std::string>>(value->value)) {
        expanded.push_back(interpolate_text(text, *value).text);
        if (expanded.back().empty()) {
            fail(*value, fmt::format("'{}' must not contain an empty string", key));
        }
    }
    return {std::move(expanded), origin_of(*value)};
}

setting<std::chrono::milliseconds> values::duration(const std::string& key,
                                                    std::chrono::milliseconds fallback) const {
    const raw_value* value = find(key);
    if (value == nullptr) {
        return {fallback, {}};
    }
    const auto parsed = parse_duration(expand(*value), 1ms);
    if (!parsed) {
        fail(*value, fmt::format("'{}' is not a duration", key),
             "write it like \"500ms\", \"2s\" or \"10min\"");
    }
    return {std::chrono::ceil<std::chrono::milliseconds>(*parsed), origin_of(*value)};
}

setting<int> values::count(const std::string& key, int fallback) const {
    const raw_value* value = find(key);
    if (value == nullptr) {
        return {fallback, {}};
    }
    const auto number = std::get<std::int64_t>(value->value);
    if (number < 0 || number > std::numeric_limits<int>::max()) {
        fail(*value, fmt::format("'{}' must be 0 or more", key));
    }
    return {static_cast<int>(number), origin_of(*value)};
}

setting<bool> values::truth(const std::string& key) const {
    const raw_value* value = find(key);
    return value == nullptr ? setting<bool>{}
                            : setting<bool>{std::get<bool>(value->value), origin_of(*value)};
}

} // namespace dunlin::config
