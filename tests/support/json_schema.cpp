// SPDX-License-Identifier: MIT
#include <dunlin/base/file.hpp>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <support/golden.hpp>
#include <support/json_schema.hpp>

#include <regex>
#include <set>
#include <stdexcept>

namespace dunlin::test {
namespace {

using nlohmann::json;
using violations = std::vector<std::string>;

const json& schema() {
    static const json read =
        json::parse(dunlin::read_file(source_path("src/cli/schema/dunlin.schema.json")));
    return read;
}

bool has_type(const json& value, const std::string& type) {
    return (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "string" && value.is_string()) || (type == "boolean" && value.is_boolean()) ||
           (type == "null" && value.is_null()) || (type == "number" && value.is_number()) ||
           (type == "integer" && value.is_number_integer());
}

/// The keywords of JSON Schema 2020-12 that the schema uses. One that is not known here is an
/// error, so that nothing in the schema goes unchecked.
class validator {
public:
    violations check(const json& value, const json& rule, const std::string& path) {
        violations found;
        for (const auto& [keyword, expected] : rule.items()) {
            check_keyword(value, rule, keyword, expected, path, found);
        }
        return found;
    }

private:
    void check_keyword(const json& value, const json& rule, const std::string& keyword,
                       const json& expected, const std::string& path, violations& found) {
        static const std::set<std::string> passed{"title", "description", "deprecated"};
        const auto fail = [&](const std::string& problem) {
            found.push_back(path + ": " + problem);
        };
        if (keyword == "$ref") {
            append(found, check(value, at(expected.get<std::string>()), path));
        } else if (keyword == "anyOf") {
            check_any(value, expected, path, found);
        } else if (keyword == "type") {
            check_type(value, expected, path, found);
        } else if (keyword == "const" || keyword == "enum") {
            const json all = keyword == "enum" ? expected : json::array({expected});
            if (std::find(all.begin(), all.end(), value) == all.end()) {
                fail(fmt::format("{} is none of {}", value.dump(), all.dump()));
            }
        } else if (keyword == "pattern") {
            if (value.is_string() && !std::regex_search(value.get<std::string>(),
                                                        std::regex(expected.get<std::string>()))) {
                fail(fmt::format("{} does not match {}", value.dump(), expected.dump()));
            }
        } else if (keyword == "minimum") {
            if (value.is_number() && value < expected) {
                fail(fmt::format("{} is less than {}", value.dump(), expected.dump()));
            }
        } else if (keyword == "items") {
            check_items(value, expected, path, found);
        } else if (keyword == "required") {
            for (const auto& key : expected) {
                if (value.is_object() && !value.contains(key)) {
                    fail(fmt::format("no {}", key.dump()));
                }
            }
        } else if (keyword == "properties") {
            check_properties(value, rule, path, found);
        } else if (keyword == "additionalProperties") {
            check_others(value, rule, expected, path, found);
        } else if (passed.count(keyword) == 0) {
            throw std::logic_error("the validator does not know the keyword " + keyword);
        }
    }

    static const json& at(const std::string& reference) {
        return schema().at(json::json_pointer(reference.substr(1)));
    }
    static void append(violations& to, const violations& more) {
        to.insert(to.end(), more.begin(), more.end());
    }

    void check_any(const json& value, const json& rules, const std::string& path,
                   violations& found) {
        violations closest;
        for (const auto& alternative : rules) {
            const auto problems = check(value, alternative, path);
            if (problems.empty()) {
                return;
            }
            if (closest.empty() || problems.size() < closest.size()) {
                closest = problems;
            }
        }
        append(found, closest);
    }

    static void check_type(const json& value, const json& expected, const std::string& path,
                           violations& found) {
        const json types = expected.is_array() ? expected : json::array({expected});
        for (const auto& type : types) {
            if (has_type(value, type.get<std::string>())) {
                return;
            }
        }
        found.push_back(fmt::format("{}: {} is no {}", path, value.dump(), types.dump()));
    }

    void check_items(const json& value, const json& rule, const std::string& path,
                     violations& found) {
        if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                append(found, check(value[i], rule, fmt::format("{}[{}]", path, i)));
            }
        }
    }

    void check_others(const json& value, const json& rule, const json& expected,
                      const std::string& path, violations& found) {
        const json known = rule.value("properties", json::object());
        for (const auto& [key, member] : value.items()) {
            if (expected.is_object() && !known.contains(key)) {
                append(found, check(member, expected, path + "." + key));
            }
        }
    }

    void check_properties(const json& value, const json& rule, const std::string& path,
                          violations& found) {
        if (!value.is_object()) {
            return;
        }
        const json& known = rule.at("properties");
        for (const auto& [key, member] : value.items()) {
            if (known.contains(key)) {
                append(found, check(member, known.at(key), path + "." + key));
            } else if (!rule.contains("additionalProperties")) {
                found.push_back(fmt::format("{}: the key \"{}\" is not described", path, key));
            }
        }
    }
};

} // namespace

violations find_violations(std::string_view text, const std::string& definition) {
    const json value = json::parse(text, nullptr, false);
    if (value.is_discarded()) {
        return {"no JSON: " + std::string(text.substr(0, 200))};
    }
    return validator().check(value, schema().at("$defs").at(definition), definition);
}

violations definitions_of(const std::string& verb, const std::string& format) {
    const json& verbs = schema().at("x-verbs");
    return verbs.contains(verb) ? verbs.at(verb).at(format).get<violations>() : violations{};
}

violations verbs_of_schema() {
    violations names;
    for (const auto& [name, formats] : schema().at("x-verbs").items()) {
        names.push_back(name);
    }
    return names;
}

} // namespace dunlin::test
