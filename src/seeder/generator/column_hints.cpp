// SPDX-License-Identifier: MIT
#include "generator/column_hints.hpp"

#include <dunlin/base/text.hpp>

#include <algorithm>
#include <string>

namespace dunlin::seeder {
namespace {

/// Words separated by blanks, and the kind of text that they suggest.
struct text_hint {
    std::string_view words;
    text_kind kind;
};

/// The first word that a column's name contains decides.
constexpr text_hint column_hints[] = {
    {"email e_mail", text_kind::email},
    {"first_name firstname given_name", text_kind::first_name},
    {"last_name lastname surname", text_kind::last_name},
    {"user_name username login nick", text_kind::user_name},
    {"full_name fullname author owner", text_kind::full_name},
    {"city town", text_kind::city},
    {"country", text_kind::country},
    {"street address", text_kind::street},
    {"postal postcode zip", text_kind::postcode},
    {"state region district province", text_kind::region},
    {"phone mobile fax", text_kind::phone},
    {"url website link homepage", text_kind::url},
    {"domain host", text_kind::host},
    {"company organi vendor supplier manufacturer", text_kind::company},
    {"description comment note body content message summary bio", text_kind::paragraph},
    {"category", text_kind::category},
    {"department", text_kind::department},
    {"genre", text_kind::category},
    {"color colour", text_kind::color},
    {"slug", text_kind::slug},
    {"sku code serial reference number", text_kind::code},
    {"lang locale", text_kind::language},
    {"currency", text_kind::currency},
    {"title subject headline", text_kind::title},
    {"path file", text_kind::file},
    {"hash token digest password", text_kind::hash},
    {"product item", text_kind::product},
    {"tag label status kind type", text_kind::word},
    {"key", text_kind::slug},
    {"name", text_kind::product}};

/// What a `name` means in a table whose last word begins like this.
constexpr text_hint table_hints[] = {
    {"cit town", text_kind::city},
    {"countr", text_kind::country},
    {"region state provinc", text_kind::region},
    {"street", text_kind::street},
    {"compan organi vendor supplier manufacturer publisher", text_kind::company},
    {"categor genre", text_kind::category},
    {"department", text_kind::department},
    {"colo", text_kind::color},
    {"host", text_kind::host},
    {"file", text_kind::file},
    {"tag", text_kind::word},
    {"language", text_kind::language_name},
    {"role group", text_kind::word}};

/// Whoever is called so has the name of a person.
constexpr std::string_view people =
    "actor admin agent applicant artist attendee author buyer candidate citizen client colleague "
    "contact customer director doctor driver employee friend guest manager member owner "
    "participant passenger patient people person player recipient reviewer seller staff student "
    "subscriber teacher user visitor worker writer";

struct number_hint {
    std::string_view word;
    std::int64_t low;
    std::int64_t high;
};

/// The first word that a column's name contains decides.
constexpr number_hint number_hints[] = {
    {"year", 1990, 2025},  {"age", 18, 90},     {"latitude", -90, 90}, {"longitude", -180, 180},
    {"percent", 0, 100},   {"rating", 1, 5},    {"stars", 1, 5},       {"score", 0, 100},
    {"quantity", 1, 100},  {"count", 0, 100},   {"price", 1, 1000},    {"cost", 1, 1000},
    {"amount", 1, 10000},  {"total", 1, 10000}, {"weight", 1, 500},    {"height", 1, 300},
    {"width", 1, 300},     {"length", 1, 300},  {"duration", 1, 600},  {"minutes", 1, 300},
    {"port", 1024, 65535}, {"month", 1, 12},    {"day", 1, 28},        {"position", 1, 100},
    {"version", 1, 50},    {"level", 1, 10}};

/// The first word of a list that a test accepts; empty when there is none.
template <class Test> std::string_view find_word(std::string_view list, Test accepts) {
    while (!list.empty()) {
        const auto word = list.substr(0, list.find(' '));
        if (accepts(word)) {
            return word;
        }
        list.remove_prefix(std::min(list.size(), word.size() + 1));
    }
    return {};
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool contains(std::string_view name, std::string_view part) {
    return name.find(part) != std::string_view::npos;
}

/// "users" of app_users and AppUsers.
std::string last_word(std::string_view name) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const bool begins_with_capital = is_upper(name[i]) && !is_upper(name[i - 1]);
        if (name[i - 1] == '_' || begins_with_capital) {
            begin = i;
        }
    }
    return lower_case(name.substr(begin));
}

/// Singular or plural.
bool is_person(std::string_view word) {
    return !find_word(people, [&](std::string_view person) {
                return word == person ||
                       (word.starts_with(person) && word.substr(person.size()) == "s");
            }).empty();
}

/// Whether a column with this ending ("name") describes a person: customer_name, or users.name.
bool describes_person(const column_reference& column, std::string_view ending) {
    std::string_view owner = column.column.substr(0, column.column.size() - ending.size());
    if (owner.ends_with('_')) {
        owner.remove_suffix(1);
    }
    return is_person(last_word(owner)) || is_person(last_word(column.table));
}

text_kind suggest_kind_of_name(const column_reference& column) {
    if (describes_person(column, "name")) {
        return text_kind::full_name;
    }
    const std::string table = last_word(column.table);
    for (const auto& hint : table_hints) {
        if (!find_word(hint.words, [&](auto word) { return table.starts_with(word); }).empty()) {
            return hint.kind;
        }
    }
    return text_kind::product;
}

/// The kind for a column whose name ends in a word of a hint.
text_kind kind_by_ending(const column_reference& column, std::string_view word, text_kind kind) {
    if (word == "name") {
        return suggest_kind_of_name(column);
    }
    return word == "title" && describes_person(column, word) ? text_kind::job_title : kind;
}

std::pair<std::int64_t, std::int64_t> scale(const ordinal_type& type, std::int64_t low,
                                            std::int64_t high) {
    for (int i = 0; i < type.scale; ++i) {
        low *= 10;
        high *= 10;
    }
    return {std::max(low, type.min_value), std::min(high, type.max_value)};
}

std::pair<std::int64_t, std::int64_t> suggest_numbers(const ordinal_type& type,
                                                      std::string_view name) {
    for (const auto& hint : number_hints) {
        if (contains(name, hint.word)) {
            return scale(type, hint.low, hint.high);
        }
    }
    return scale(type, 1, 10000);
}

} // namespace

text_kind suggest_text_kind(const column_reference& column) {
    const std::string name = lower_case(column.column);
    for (const auto& hint : column_hints) {
        const auto word = find_word(hint.words, [&](auto part) { return contains(name, part); });
        if (!word.empty()) {
            return name.ends_with(word) ? kind_by_ending(column, word, hint.kind) : hint.kind;
        }
    }
    return text_kind::sentence;
}

bool are_in_order(std::string_view lower_column, std::string_view higher_column) {
    static constexpr std::pair<std::string_view, std::string_view> pairs[] = {
        {"created", "updated"}, {"created", "modified"}, {"created", "changed"},
        {"created", "deleted"}, {"start", "end"},        {"begin", "end"},
        {"min", "max"},         {"low", "high"},         {"from", "to"},
        {"from", "until"}};
    const std::string lower = lower_case(lower_column);
    const std::string higher = lower_case(higher_column);
    return std::ranges::any_of(pairs, [&](const auto& pair) {
        const std::size_t at = lower.find(pair.first);
        return at != std::string::npos &&
               std::string(lower).replace(at, pair.first.size(), pair.second) == higher;
    });
}

std::pair<std::int64_t, std::int64_t> suggest_range(const ordinal_type& type,
                                                    std::string_view column_name) {
    using base_type = ordinal_type::base_type;
    const std::string name = lower_case(column_name);
    // Days since 1970-01-01: the years 2015 to 2024, and 1940 to 2005 for dates of birth.
    const bool is_birth = contains(name, "birth") || name == "dob";
    const std::int64_t first = is_birth ? -10957 : 16436;
    const std::int64_t last = is_birth ? 13148 : 20088;
    switch (type.base) {
    case base_type::integer:
    case base_type::decimal:
        return suggest_numbers(type, name);
    case base_type::date:
        return {first, last};
    case base_type::timestamp:
    case base_type::timestamp_tz:
        return {first * 86400, last * 86400};
    case base_type::time:
        return {0, 86399};
    case base_type::interval:
        return {60, 30 * 86400};
    }
    return {type.min_value, type.max_value};
}

} // namespace dunlin::seeder
