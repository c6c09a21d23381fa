// SPDX-License-Identifier: MIT
#include "seed/options.hpp"

#include "shared/change_permit.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/commands/context.hpp>
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <fmt/format.h>

#include <charconv>
#include <string_view>
#include <system_error>

namespace dunlin::commands {
namespace {

seeder::conflict_policy read_policy(const std::string& word) {
    using policy = seeder::conflict_policy;
    return parse_choice<policy>(
        "--on-conflict", word,
        {{"error", policy::error}, {"skip", policy::skip}, {"update", policy::update}});
}

/// The number of bytes in "1000", "64k", "256M" or "1G".
std::size_t read_size(const std::string& word) {
    constexpr std::string_view units = "kMG";
    std::size_t size = 0;
    const char* const end = word.data() + word.size();
    const auto [stop, problem] = std::from_chars(word.data(), end, size);
    const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    const std::size_t power = unit.size() == 1 ? units.find(unit) : std::string_view::npos;
    if (problem != std::errc() || size == 0 || size > seeder::largest_field_limit ||
        (!unit.empty() && power == std::string_view::npos)) {
        throw invalid_value("--max-field-size", word,
                            "write a number of bytes, or 64k, 256M or 1G");
    }
    const std::size_t bytes = unit.empty() ? size : size << (10 * (power + 1));
    if (bytes > seeder::largest_field_limit) {
        throw invalid_value("--max-field-size", word, "PostgreSQL holds at most 1G in a field");
    }
    return bytes;
}

} // namespace

void add_load_options(flag_set& flags, seeder::conflict_policy& on_conflict, std::string& null_text,
                      std::size_t& bad_row_limit, std::size_t& field_limit) {
    const bool default_is_skip = on_conflict == seeder::conflict_policy::skip;
    flags
        .on_value(
            "--on-conflict",
            [&on_conflict](const std::string& word) { on_conflict = read_policy(word); },
            default_is_skip
                ? "When a row's key already exists: error, skip or update (default: skip)"
                : "When a row's key already exists: error, skip or update (default: error)")
        .value_name("ACTION");
    flags.add("--null", null_text, "CSV field that means NULL (default: an empty field)")
        .value_name("TEXT");
    flags.add("--max-bad-rows", bad_row_limit, "Stop after COUNT bad rows (default: 10)")
        .value_name("COUNT")
        .positive();
    flags
        .on_value(
            "--max-field-size",
            [&field_limit](const std::string& word) { field_limit = read_size(word); },
            "Maximum size of a CSV field or NDJSON line, such as 64k (default: 256M)")
        .value_name("SIZE");
}

sqldb::connection connect_to_seed(context& context) {
    change_permit permit(context, "seed {}");
    permit.require_configured_database();
    sqldb::connection db(context.database_settings());
    permit.read_protection(db);
    permit.grant();
    return db;
}

void refuse_parent_options(flag_set& flags) {
    flags.refuse_parent_options([](const std::string& option) {
        return error(error_kind::usage,
                     fmt::format("{} is an option of `dunlin seed apply`", option))
            .with_hint("`dunlin seed -h` lists the verbs and options");
    });
}

} // namespace dunlin::commands
