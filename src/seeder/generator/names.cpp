// SPDX-License-Identifier: MIT
#include "generator/names.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace dunlin::seeder {
namespace {

using words = std::span<const std::string_view>;

constexpr std::string_view first_names[] = {
    "Ada",    "Alma",  "Amir",  "Anja",  "Arno",  "Bela",  "Bente", "Bruno", "Cara",  "Chen",
    "Clara",  "Dana",  "David", "Dina",  "Edda",  "Elif",  "Emil",  "Enzo",  "Eva",   "Farid",
    "Fiona",  "Frida", "Gita",  "Greta", "Hana",  "Hugo",  "Ida",   "Ines",  "Ivan",  "Jana",
    "Jonas",  "Kaya",  "Klaus", "Lara",  "Lena",  "Leon",  "Lucia", "Mara",  "Marco", "Mei",
    "Milan",  "Mina",  "Nadia", "Nils",  "Nora",  "Olga",  "Omar",  "Pablo", "Petra", "Priya",
    "Rosa",   "Ruben", "Sana",  "Selma", "Simon", "Sofia", "Tara",  "Timo",  "Uma",   "Vera",
    "Victor", "Yara",  "Yusuf", "Zoe"};
constexpr std::string_view last_names[] = {
    "Abbas",   "Adler",  "Bauer",   "Berg",   "Brandt", "Costa",  "Dahl",   "Diaz",   "Duarte",
    "Eriksen", "Farkas", "Fischer", "Garcia", "Gruber", "Hansen", "Haddad", "Ito",    "Ivanova",
    "Jansen",  "Kaya",   "Keller",  "Khan",   "Kowal",  "Larsen", "Lindt",  "Lopez",  "Marino",
    "Meyer",   "Moreau", "Nair",    "Novak",  "Okafor", "Olsen",  "Orlov",  "Patel",  "Pereira",
    "Popescu", "Quinn",  "Rahman",  "Rossi",  "Santos", "Sato",   "Silva",  "Sorel",  "Tanaka",
    "Torres",  "Urban",  "Vargas",  "Vogel",  "Walsh",  "Weber",  "Wong",   "Yilmaz", "Zeman"};
constexpr std::string_view cities[] = {
    "Aarhus",  "Accra",   "Antwerp", "Athens", "Bergen",  "Bilbao", "Bogota",
    "Bremen",  "Busan",   "Cairo",   "Cork",   "Dakar",   "Denver", "Dublin",
    "Gdansk",  "Geneva",  "Graz",    "Hanoi",  "Izmir",   "Jaipur", "Kyoto",
    "Leeds",   "Leipzig", "Lima",    "Lisbon", "Lyon",    "Malmo",  "Nantes",
    "Osaka",   "Porto",   "Quito",   "Riga",   "Seville", "Split",  "Tallinn",
    "Tampere", "Toronto", "Trieste", "Turin",  "Utrecht", "Vienna", "Wellington"};
constexpr std::string_view countries[] = {
    "Argentina", "Austria", "Belgium", "Brazil", "Canada", "Chile",   "Croatia", "Denmark",
    "Egypt",     "Estonia", "Finland", "France", "Ghana",  "Greece",  "India",   "Ireland",
    "Italy",     "Japan",   "Kenya",   "Latvia", "Mexico", "Norway",  "Peru",    "Poland",
    "Portugal",  "Senegal", "Spain",   "Sweden", "Turkey", "Uruguay", "Vietnam"};
constexpr std::string_view streets[] = {
    "Acorn", "Birch",    "Bridge",  "Canal",   "Castle", "Cedar",  "Chapel", "Cherry",  "Church",
    "Field", "Forest",   "Garden",  "Harbour", "Hill",   "Lake",   "Linden", "Market",  "Meadow",
    "Mill",  "Mountain", "Orchard", "Park",    "River",  "School", "Spring", "Station", "Valley"};
constexpr std::string_view street_kinds[] = {"Street", "Road", "Lane", "Avenue", "Square", "Way"};
constexpr std::string_view adjectives[] = {
    "Adjustable", "Bright",   "Classic",  "Compact",  "Cordless", "Digital", "Double",    "Durable",
    "Electric",   "Flexible", "Folding",  "Garden",   "Heavy",    "Light",   "Magnetic",  "Mini",
    "Modern",     "Outdoor",  "Polished", "Portable", "Quiet",    "Rapid",   "Robust",    "Round",
    "Silent",     "Simple",   "Slim",     "Smart",    "Solid",    "Steel",   "Universal", "Wooden"};
constexpr std::string_view things[] = {
    "adapter", "anchor", "axle",   "basket", "battery", "bearing", "bolt",   "bracket", "brush",
    "cable",   "clamp",  "cutter", "drill",  "filter",  "gauge",   "gear",   "hammer",  "handle",
    "hinge",   "hook",   "kettle", "ladder", "lamp",    "lens",    "lever",  "motor",   "nozzle",
    "pump",    "rack",   "roller", "rope",   "saw",     "screw",   "sensor", "shelf",   "spring",
    "switch",  "tape",   "timer",  "valve",  "washer",  "wheel",   "wrench"};
constexpr std::string_view categories[] = {"Fittings",    "Lighting",  "Tools",   "Instruments",
                                           "Garden",      "Kitchen",   "Office",  "Outdoor",
                                           "Electronics", "Furniture", "Storage", "Safety",
                                           "Cleaning",    "Plumbing",  "Toys",    "Sports"};
constexpr std::string_view departments[] = {"Accounting", "Design",    "Engineering", "Finance",
                                            "Legal",      "Logistics", "Marketing",   "Operations",
                                            "Purchasing", "Research",  "Sales",       "Support"};
constexpr std::string_view colors[] = {"red",   "blue", "green",  "black", "white",  "yellow",
                                       "brown", "grey", "orange", "pink",  "purple", "silver"};
constexpr std::string_view languages[] = {"en", "de", "fr", "es", "it", "pt", "nl", "sv",
                                          "da", "fi", "pl", "cs", "tr", "ar", "hi", "ja"};
constexpr std::string_view language_names[] = {
    "Arabic",  "Catalan", "Czech",    "Danish",     "Dutch",   "English",  "Estonian", "Finnish",
    "French",  "German",  "Greek",    "Hindi",      "Italian", "Japanese", "Korean",   "Norwegian",
    "Persian", "Polish",  "Romanian", "Portuguese", "Spanish", "Swahili",  "Swedish",  "Turkish"};
constexpr std::string_view job_titles[] = {
    "Accountant", "Analyst",    "Architect",  "Assistant", "Buyer",
    "Clerk",      "Consultant", "Designer",   "Director",  "Editor",
    "Engineer",   "Manager",    "Researcher", "Secretary", "Sales Representative",
    "Technician", "Trainer",    "Translator"};
constexpr std::string_view currencies[] = {"EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK",
                                           "PLN", "JPY", "CAD", "AUD", "INR", "BRL", "TRY"};
constexpr std::string_view plain_words[] = {
    "about",  "after",  "again",  "answer",  "around", "before", "begin",  "better",  "between",
    "bring",  "build",  "carry",  "change",  "clear",  "close",  "cold",   "corner",  "cover",
    "cross",  "early",  "earth",  "enough",  "every",  "field",  "figure", "final",   "first",
    "follow", "force",  "fresh",  "front",   "given",  "glass",  "great",  "green",   "group",
    "grow",   "happy",  "heart",  "heavy",   "house",  "large",  "learn",  "leave",   "letter",
    "level",  "light",  "little", "local",   "longer", "major",  "matter", "measure", "middle",
    "minute", "money",  "month",  "morning", "music",  "never",  "night",  "notice",  "number",
    "often",  "order",  "paper",  "people",  "piece",  "place",  "plain",  "plant",   "point",
    "power",  "press",  "quick",  "quiet",   "reach",  "ready",  "right",  "river",   "round",
    "sense",  "seven",  "short",  "simple",  "small",  "sound",  "south",  "stand",   "start",
    "state",  "still",  "stone",  "story",   "strong", "table",  "thank",  "thing",   "third",
    "today",  "travel", "under",  "until",   "usual",  "value",  "voice",  "water",   "week",
    "white",  "whole",  "winter", "world",   "write",  "year",   "young"};

std::string_view pick(words list, random_numbers& random) {
    return list[random.below(list.size())];
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

void append_lower(std::string& out, std::string_view text) {
    for (const char c : text) {
        out += is_upper(c) ? static_cast<char>(c + ('a' - 'A')) : c;
    }
}

void append_digits(std::string& out, random_numbers& random, int count) {
    for (int i = 0; i < count; ++i) {
        out += static_cast<char>('0' + random.below(10));
    }
}

void append_sentence(std::string& out, random_numbers& random, std::uint64_t length) {
    const std::size_t begin = out.size();
    for (std::uint64_t i = 0; i < length; ++i) {
        out += i == 0 ? "" : " ";
        out += pick(plain_words, random);
    }
    out[begin] = static_cast<char>(out[begin] - ('a' - 'A'));
    out += '.';
}

void append_email(std::string& out, random_numbers& random, std::string_view tag) {
    append_lower(out, pick(first_names, random));
    out += '.';
    append_lower(out, pick(last_names, random));
    out += tag;
    // Reserved for examples (RFC 2606): no mail ever reaches anybody.
    out += random.below(2) == 0 ? "@example.com" : "@example.org";
}

void append_hexadecimal(std::string& out, random_numbers& random, int count) {
    for (int i = 0; i < count; ++i) {
        out += "0123456789abcdef"[random.below(16)];
    }
}

bool has_part(std::string_view name, std::string_view part) {
    return name.find(part) != std::string_view::npos;
}

struct hint {
    std::string_view part;
    text_sort sort;
};

/// The first part that a column's name contains decides.
constexpr hint hints[] = {{"email", text_sort::email},
                          {"e_mail", text_sort::email},
                          {"first_name", text_sort::first_name},
                          {"firstname", text_sort::first_name},
                          {"given_name", text_sort::first_name},
                          {"last_name", text_sort::last_name},
                          {"lastname", text_sort::last_name},
                          {"surname", text_sort::last_name},
                          {"user_name", text_sort::user_name},
                          {"username", text_sort::user_name},
                          {"login", text_sort::user_name},
                          {"nick", text_sort::user_name},
                          {"full_name", text_sort::full_name},
                          {"fullname", text_sort::full_name},
                          {"author", text_sort::full_name},
                          {"owner", text_sort::full_name},
                          {"city", text_sort::city},
                          {"town", text_sort::city},
                          {"country", text_sort::country},
                          {"street", text_sort::street},
                          {"address", text_sort::street},
                          {"postal", text_sort::postcode},
                          {"postcode", text_sort::postcode},
                          {"zip", text_sort::postcode},
                          {"state", text_sort::region},
                          {"region", text_sort::region},
                          {"district", text_sort::region},
                          {"province", text_sort::region},
                          {"phone", text_sort::phone},
                          {"mobile", text_sort::phone},
                          {"fax", text_sort::phone},
                          {"url", text_sort::url},
                          {"website", text_sort::url},
                          {"link", text_sort::url},
                          {"homepage", text_sort::url},
                          {"domain", text_sort::host},
                          {"host", text_sort::host},
                          {"company", text_sort::company},
                          {"organi", text_sort::company},
                          {"vendor", text_sort::company},
                          {"supplier", text_sort::company},
                          {"manufacturer", text_sort::company},
                          {"description", text_sort::paragraph},
                          {"comment", text_sort::paragraph},
                          {"note", text_sort::paragraph},
                          {"body", text_sort::paragraph},
                          {"content", text_sort::paragraph},
                          {"message", text_sort::paragraph},
                          {"summary", text_sort::paragraph},
                          {"bio", text_sort::paragraph},
                          {"category", text_sort::category},
                          {"department", text_sort::department},
                          {"genre", text_sort::category},
                          {"color", text_sort::color},
                          {"colour", text_sort::color},
                          {"slug", text_sort::slug},
                          {"sku", text_sort::code},
                          {"code", text_sort::code},
                          {"serial", text_sort::code},
                          {"reference", text_sort::code},
                          {"number", text_sort::code},
                          {"lang", text_sort::language},
                          {"locale", text_sort::language},
                          {"currency", text_sort::currency},
                          {"title", text_sort::title},
                          {"subject", text_sort::title},
                          {"headline", text_sort::title},
                          {"path", text_sort::file},
                          {"file", text_sort::file},
                          {"hash", text_sort::hash},
                          {"token", text_sort::hash},
                          {"digest", text_sort::hash},
                          {"password", text_sort::hash},
                          {"product", text_sort::product},
                          {"item", text_sort::product},
                          {"tag", text_sort::word},
                          {"label", text_sort::word},
                          {"status", text_sort::word},
                          {"kind", text_sort::word},
                          {"type", text_sort::word},
                          {"key", text_sort::slug},
                          {"name", text_sort::product}};

/// Who has a name of people.
constexpr std::string_view people[] = {
    "actor",    "admin",     "agent",       "applicant", "artist",    "attendee", "author",
    "buyer",    "candidate", "citizen",     "client",    "colleague", "contact",  "customer",
    "director", "doctor",    "driver",      "employee",  "friend",    "guest",    "manager",
    "member",   "owner",     "participant", "passenger", "patient",   "people",   "person",
    "player",   "recipient", "reviewer",    "seller",    "staff",     "student",  "subscriber",
    "teacher",  "user",      "visitor",     "worker",    "writer"};

/// What a name names in a table whose last word begins so.
constexpr hint named_things[] = {{"cit", text_sort::city},
                                 {"town", text_sort::city},
                                 {"countr", text_sort::country},
                                 {"region", text_sort::region},
                                 {"state", text_sort::region},
                                 {"provinc", text_sort::region},
                                 {"street", text_sort::street},
                                 {"compan", text_sort::company},
                                 {"organi", text_sort::company},
                                 {"vendor", text_sort::company},
                                 {"supplier", text_sort::company},
                                 {"manufacturer", text_sort::company},
                                 {"publisher", text_sort::company},
                                 {"categor", text_sort::category},
                                 {"genre", text_sort::category},
                                 {"department", text_sort::department},
                                 {"colo", text_sort::color},
                                 {"host", text_sort::host},
                                 {"file", text_sort::file},
                                 {"tag", text_sort::word},
                                 {"language", text_sort::language_name},
                                 {"role", text_sort::word},
                                 {"group", text_sort::word}};

/// Of app_users and AppUsers: users.
std::string last_word(std::string_view name) {
    std::size_t begin = 0;
    for (std::size_t i = 1; i < name.size(); ++i) {
        const bool hump = is_upper(name[i]) && !is_upper(name[i - 1]);
        if (name[i - 1] == '_' || hump) {
            begin = i;
        }
    }
    std::string word;
    append_lower(word, name.substr(begin));
    return word;
}

bool is_people(std::string_view word) {
    return std::ranges::any_of(people, [&](std::string_view each) {
        return word == each || (word.starts_with(each) && word.substr(each.size()) == "s");
    });
}

/// Whether a column that ends so ("name") is about people: customer_name, or users.name.
bool is_of_people(const value_place& where, std::string_view ending) {
    std::string_view owner = where.column.substr(0, where.column.size() - ending.size());
    if (owner.ends_with('_')) {
        owner.remove_suffix(1);
    }
    return is_people(last_word(owner)) || is_people(last_word(where.table));
}

text_sort sort_of_name(const value_place& where) {
    if (is_of_people(where, "name")) {
        return text_sort::full_name;
    }
    const std::string table = last_word(where.table);
    for (const auto& each : named_things) {
        if (table.starts_with(each.part)) {
            return each.sort;
        }
    }
    return text_sort::product;
}

/// What a column that ends in the words of a hint holds; names and titles depend on whose they are.
text_sort sort_at(const value_place& where, const hint& found) {
    if (found.part == "name") {
        return sort_of_name(where);
    }
    const bool is_job = found.part == "title" && is_of_people(where, found.part);
    return is_job ? text_sort::job_title : found.sort;
}

std::pair<std::int64_t, std::int64_t> scaled(const ordinal_type& type, std::int64_t low,
                                             std::int64_t high) {
    for (int i = 0; i < type.scale; ++i) {
        low *= 10;
        high *= 10;
    }
    return {std::max(low, type.least), std::min(high, type.greatest)};
}

std::pair<std::int64_t, std::int64_t> usual_number(const ordinal_type& type,
                                                   std::string_view name) {
    struct numbers {
        std::string_view part;
        std::int64_t low;
        std::int64_t high;
    };
    static constexpr numbers known[] = {
        {"year", 1990, 2025},  {"age", 18, 90},     {"latitude", -90, 90}, {"longitude", -180, 180},
        {"percent", 0, 100},   {"rating", 1, 5},    {"stars", 1, 5},       {"score", 0, 100},
        {"quantity", 1, 100},  {"count", 0, 100},   {"price", 1, 1000},    {"cost", 1, 1000},
        {"amount", 1, 10000},  {"total", 1, 10000}, {"weight", 1, 500},    {"height", 1, 300},
        {"width", 1, 300},     {"length", 1, 300},  {"duration", 1, 600},  {"minutes", 1, 300},
        {"port", 1024, 65535}, {"month", 1, 12},    {"day", 1, 28},        {"position", 1, 100},
        {"version", 1, 50},    {"level", 1, 10}};
    for (const auto& each : known) {
        if (has_part(name, each.part)) {
            return scaled(type, each.low, each.high);
        }
    }
    return scaled(type, 1, 10000);
}

} // namespace

text_sort sort_of_text(const value_place& where) {
    std::string lower;
    append_lower(lower, where.column);
    for (const auto& each : hints) {
        if (has_part(lower, each.part)) {
            return lower.ends_with(each.part) ? sort_at(where, each) : each.sort;
        }
    }
    return text_sort::sentence;
}

std::string_view to_string(text_sort sort) {
    static constexpr std::array<std::string_view, 30> names{"a short sentence",
                                                            "a first name",
                                                            "a last name",
                                                            "a full name",
                                                            "a user name",
                                                            "an e-mail address",
                                                            "a city",
                                                            "a country",
                                                            "a street address",
                                                            "a postcode",
                                                            "a region",
                                                            "a phone number",
                                                            "a URL",
                                                            "a host name",
                                                            "a company",
                                                            "a product's name",
                                                            "a category",
                                                            "a department",
                                                            "a colour",
                                                            "a code",
                                                            "a slug",
                                                            "a language's code",
                                                            "a language",
                                                            "a currency",
                                                            "a title",
                                                            "a job title",
                                                            "a file's path",
                                                            "hexadecimal digits",
                                                            "a few sentences",
                                                            "a word"};
    return names[static_cast<std::size_t>(sort)];
}

std::string_view any_word(random_numbers& random) {
    return pick(plain_words, random);
}

void append_text(std::string& out, text_sort sort, random_numbers& random, std::string_view tag) {
    const auto spaced_tag = [&] {
        if (!tag.empty()) {
            out += ' ';
            out += tag;
        }
    };
    switch (sort) {
    case text_sort::first_name:
        out += pick(first_names, random);
        spaced_tag();
        return;
    case text_sort::last_name:
        out += pick(last_names, random);
        spaced_tag();
        return;
    case text_sort::full_name:
        out += pick(first_names, random);
        out += ' ';
        out += pick(last_names, random);
        spaced_tag();
        return;
    case text_sort::user_name:
        append_lower(out, pick(first_names, random));
        out += '_';
        append_lower(out, pick(last_names, random));
        out += tag;
        return;
    case text_sort::email:
        append_email(out, random, tag);
        return;
    case text_sort::city:
    case text_sort::region:
        out += pick(cities, random);
        spaced_tag();
        return;
    case text_sort::country:
        out += pick(countries, random);
        spaced_tag();
        return;
    case text_sort::street:
        out += pick(streets, random);
        out += ' ';
        out += pick(street_kinds, random);
        out += ' ';
        out += std::to_string(1 + random.below(200));
        spaced_tag();
        return;
    case text_sort::postcode:
        append_digits(out, random, 5);
        out += tag;
        return;
    case text_sort::phone:
        out += "+1 555 ";
        append_digits(out, random, 7);
        spaced_tag();
        return;
    case text_sort::url:
        out += "https://www.example.com/";
        append_lower(out, pick(things, random));
        out += '/';
        out += tag.empty() ? pick(plain_words, random) : tag;
        return;
    case text_sort::host:
        append_lower(out, pick(things, random));
        out += tag;
        out += ".example.com";
        return;
    case text_sort::company:
        out += pick(last_names, random);
        out += " & ";
        out += pick(last_names, random);
        spaced_tag();
        return;
    case text_sort::product:
        out += pick(adjectives, random);
        out += ' ';
        out += pick(things, random);
        spaced_tag();
        return;
    case text_sort::category:
        out += pick(categories, random);
        spaced_tag();
        return;
    case text_sort::department:
        out += pick(departments, random);
        spaced_tag();
        return;
    case text_sort::color:
        out += pick(colors, random);
        spaced_tag();
        return;
    case text_sort::code:
        for (int i = 0; i < 3; ++i) {
            out += static_cast<char>('A' + random.below(26));
        }
        out += '-';
        append_digits(out, random, 4);
        out += tag.empty() ? "" : "-";
        out += tag;
        return;
    case text_sort::slug:
        out += pick(plain_words, random);
        out += '-';
        append_lower(out, pick(things, random));
        out += tag.empty() ? "" : "-";
        out += tag;
        return;
    case text_sort::language:
        out += pick(languages, random);
        out += tag;
        return;
    case text_sort::language_name:
        out += pick(language_names, random);
        spaced_tag();
        return;
    case text_sort::job_title:
        out += pick(job_titles, random);
        spaced_tag();
        return;
    case text_sort::currency:
        out += pick(currencies, random);
        out += tag;
        return;
    case text_sort::file:
        out += '/';
        out += pick(plain_words, random);
        out += '/';
        append_lower(out, pick(things, random));
        out += tag;
        out += ".txt";
        return;
    case text_sort::hash:
        append_hexadecimal(out, random, 32);
        out += tag;
        return;
    case text_sort::word:
        out += pick(plain_words, random);
        out += tag;
        return;
    case text_sort::title:
        append_sentence(out, random, 2 + random.below(4));
        out.pop_back();
        spaced_tag();
        return;
    case text_sort::sentence:
        append_sentence(out, random, 3 + random.below(5));
        spaced_tag();
        return;
    case text_sort::paragraph:
        append_sentence(out, random, 5 + random.below(8));
        out += ' ';
        append_sentence(out, random, 4 + random.below(8));
        spaced_tag();
        return;
    }
}

bool are_in_order(std::string_view lower_column, std::string_view higher_column) {
    static constexpr std::pair<std::string_view, std::string_view> words[] = {
        {"created", "updated"}, {"created", "modified"}, {"created", "changed"},
        {"created", "deleted"}, {"start", "end"},        {"begin", "end"},
        {"min", "max"},         {"low", "high"},         {"from", "to"},
        {"from", "until"}};
    std::string low;
    std::string high;
    append_lower(low, lower_column);
    append_lower(high, higher_column);
    return std::ranges::any_of(words, [&](const auto& each) {
        const std::size_t at = low.find(each.first);
        return at != std::string::npos &&
               std::string(low).replace(at, each.first.size(), each.second) == high;
    });
}

std::pair<std::int64_t, std::int64_t> usual_range(const ordinal_type& type,
                                                  std::string_view column_name) {
    using kind = ordinal_type::kind;
    std::string name;
    append_lower(name, column_name);
    // 2015 to 2025; dates of birth earlier.
    const bool birth = has_part(name, "birth") || name == "dob";
    const std::int64_t first = birth ? -10957 : 16436;
    const std::int64_t last = birth ? 13148 : 20088;
    switch (type.what) {
    case kind::integer:
    case kind::decimal:
        return usual_number(type, name);
    case kind::date:
        return {first, last};
    case kind::timestamp:
    case kind::timestamp_tz:
        return {first * 86400, last * 86400};
    case kind::time:
        return {0, 86399};
    case kind::interval:
        return {60, 30 * 86400};
    }
    return {type.least, type.greatest};
}

} // namespace dunlin::seeder
