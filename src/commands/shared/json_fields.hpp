// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/json_reader.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// A field of records that are read from JSON, and in part from CSV too.
template <class Record> struct json_field {
    std::string_view name;
    /// Sets it from its plain text.
    void (*read_text)(Record&, std::string_view);
    /// Sets it from a JSON value that is not null; by default a JSON string holds the plain text.
    void (*read_json)(Record&, std::string_view) = nullptr;
    /// Sets it from null; by default null is no value.
    void (*read_null)(Record&) = nullptr;
};

/// Throws error(usage) that begins with the field's name.
[[noreturn]] void fail_field(std::string_view field, std::string_view problem);
/// For one that has to be given, by that option or in the input.
[[noreturn]] void fail_missing_field(std::string_view field, std::string_view option);

/// Throws error(usage): a widget has no field of that name. The nearest one is the hint.
[[noreturn]] void fail_unknown_field(std::string_view thing, std::string_view name,
                                     const std::vector<std::string>& known);

/// A JSON string's characters. Throws error(usage) for another kind of value.
std::string read_json_text(std::string_view field, std::string_view value);

/// The strings of a JSON array. Throws error(usage) for anything else.
std::vector<std::string> read_json_texts(std::string_view field, std::string_view value);

/// The objects of a text that is one JSON object, or an array of some. Throws error(usage).
std::vector<std::string_view> read_json_objects(std::string_view text);

/// The number of the field of that name.
template <class Record>
std::size_t find_field(std::span<const json_field<Record>> fields, std::string_view thing,
                       std::string_view name) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) {
            return i;
        }
    }
    std::vector<std::string> known;
    for (const auto& each : fields) {
        known.emplace_back(each.name);
    }
    fail_unknown_field(thing, name, known);
}

template <class Record>
void set_from_json(Record& record, const json_field<Record>& field, std::string_view value) {
    const bool null = json_kind_of(value) == json_kind::null;
    if (null && field.read_null == nullptr) {
        fail_field(field.name, "null is no value");
    }
    if (null) {
        field.read_null(record);
    } else if (field.read_json != nullptr) {
        field.read_json(record, value);
    } else {
        field.read_text(record, read_json_text(field.name, value));
    }
}

/// The record that a JSON object describes. Throws error(usage) for unknown members, members that
/// stand twice and values that do not fit. `thing` is what messages call a record ("a widget").
template <class Record>
Record read_json_record(std::span<const json_field<Record>> fields, std::string_view thing,
                        std::string_view object) {
    Record record;
    std::vector<bool> seen(fields.size());
    for (const auto& [name, value] : json_members(object)) {
        const std::size_t which = find_field(fields, thing, name);
        if (seen[which]) {
            fail_field(name, "stands twice");
        }
        seen[which] = true;
        set_from_json(record, fields[which], value);
    }
    return record;
}

} // namespace dunlin::commands
