// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/json_reader.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::commands {

/// A field of a record that is read from JSON or CSV.
template <class Record> struct json_field {
    std::string_view name;
    /// Sets it from plain text.
    void (*set_text)(Record&, std::string_view);
    /// Sets it from a JSON value other than null. Default: the value is a string with the plain
    /// text.
    void (*set_json)(Record&, std::string_view) = nullptr;
    /// Sets it from null. Default: null is an error.
    void (*set_null)(Record&) = nullptr;
};

/// Throws error(usage) with a message that begins with the field's name.
[[noreturn]] void fail_field(std::string_view field, std::string_view problem);
/// The same for a required field, which the option or the input can give.
[[noreturn]] void fail_missing_field(std::string_view field, std::string_view option);

/// Throws error(usage) for an unknown field; the hint suggests the closest. `entity`: "a widget".
[[noreturn]] void fail_unknown_field(std::string_view entity, std::string_view name,
                                     const std::vector<std::string>& known);

/// The characters of a JSON string. Throws error(usage) for any other value.
std::string read_json_text(std::string_view field, std::string_view value);

/// The strings of a JSON array. Throws error(usage) for any other value.
std::vector<std::string> read_json_texts(std::string_view field, std::string_view value);

/// The objects of a text that is a JSON object or a non-empty array of objects. Throws
/// error(usage).
std::vector<std::string_view> read_json_objects(std::string_view text);

/// The index of the field with that name. Throws as fail_unknown_field().
template <class Record>
std::size_t find_field(std::span<const json_field<Record>> fields, std::string_view entity,
                       std::string_view name) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) {
            return i;
        }
    }
    std::vector<std::string> known;
    for (const auto& field : fields) {
        known.emplace_back(field.name);
    }
    fail_unknown_field(entity, name, known);
}

template <class Record>
void set_field(Record& record, const json_field<Record>& field, std::string_view value) {
    const bool is_null = json_kind_of(value) == json_kind::null;
    if (is_null && field.set_null == nullptr) {
        fail_field(field.name, "must not be null");
    }
    if (is_null) {
        field.set_null(record);
    } else if (field.set_json != nullptr) {
        field.set_json(record, value);
    } else {
        field.set_text(record, read_json_text(field.name, value));
    }
}

/// Reads a record from a JSON object. Throws error(usage) for unknown members, duplicate members
/// and invalid values. `entity` is the record's name in messages ("a widget").
template <class Record>
Record read_json_record(std::span<const json_field<Record>> fields, std::string_view entity,
                        std::string_view object) {
    Record record;
    std::vector<bool> is_set(fields.size());
    for (const auto& [name, value] : json_members(object)) {
        const std::size_t index = find_field(fields, entity, name);
        if (is_set[index]) {
            fail_field(name, "is given twice");
        }
        is_set[index] = true;
        set_field(record, fields[index], value);
    }
    return record;
}

} // namespace dunlin::commands
