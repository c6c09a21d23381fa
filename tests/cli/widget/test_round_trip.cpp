// SPDX-License-Identifier: MIT
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/text.hpp>

#include <doctest/doctest.h>
#include <support/widget_program.hpp>

#include <random>

using namespace dunlin::test;

namespace {

/// The same texts in every run: a failure replays.
class generator {
public:
    explicit generator(std::uint64_t seed) : random_(seed) {}

    std::size_t below(std::size_t limit) { return random_() % limit; }

    /// Any character of Unicode but NUL and surrogates; often one that means something somewhere.
    std::string character() {
        static const std::vector<std::string> special{
            "\"",
            "'",
            "\\",
            ",",
            "{",
            "}",
            "\t",
            "\n",
            "\r",
            "NULL",
            "\xEF\xBB\xBF",
            "\xE2\x80\xAE",
            "e\xCC\x81",
            "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
            ":",
            "$",
            "%",
            "\x01"};
        if (below(3) == 0) {
            return special[below(special.size())];
        }
        std::uint32_t code = 0;
        do {
            code = static_cast<std::uint32_t>(1 + below(below(2) == 0 ? 0x7F : 0x10FFFF));
        } while (code >= 0xD800 && code <= 0xDFFF);
        return dunlin::json_string(escaped(code));
    }
    std::string text(std::size_t most) {
        std::string all;
        for (auto n = below(most + 1); n > 0; --n) {
            all += character();
        }
        return all;
    }
    /// A text that may be a name or a tag.
    std::string label() {
        for (;;) {
            const std::string raw = text(20);
            const std::string trimmed(dunlin::trim_white_space(raw));
            const auto count = dunlin::character_count(trimmed);
            if (count >= 1 && count <= 100 && !dunlin::has_control_character(trimmed)) {
                return trimmed;
            }
        }
    }
    std::string json(int depth) {
        switch (below(depth > 3 ? 5 : 7)) {
        case 0:
            return "null";
        case 1:
            return below(2) == 0 ? "true" : "false";
        case 2:
            return number();
        case 3:
        case 4:
            return dunlin::json_quote(text(12));
        case 5:
            return array(depth);
        default:
            return object(depth);
        }
    }
    std::string object(int depth) {
        std::string all = "{";
        for (auto n = below(5); n > 0; --n) {
            all += all.size() > 1 ? "," : "";
            all += dunlin::json_quote(std::to_string(n) + text(6)) + ":" + json(depth + 1);
        }
        return all + "}";
    }

private:
    static std::string escaped(std::uint32_t code) {
        char units[32];
        if (code < 0x10000) {
            std::snprintf(units, sizeof units, "\"\\u%04x\"", code);
        } else {
            std::snprintf(units, sizeof units, "\"\\u%04x\\u%04x\"",
                          0xD800 + ((code - 0x10000) >> 10), 0xDC00 + ((code - 0x10000) & 0x3FF));
        }
        return units;
    }
    std::string number() {
        std::string digits = below(2) == 0 ? "-" : "";
        digits += std::to_string(1 + below(9));
        for (auto n = below(30); n > 0; --n) {
            digits += std::to_string(below(10));
        }
        if (below(2) == 0) {
            digits += "." + std::to_string(below(1000)) + "0";
        }
        return below(4) == 0 ? digits + "e" + std::to_string(below(300)) : digits;
    }
    std::string array(int depth) {
        std::string all = "[";
        for (auto n = below(4); n > 0; --n) {
            all += (all.size() > 1 ? "," : "") + json(depth + 1);
        }
        return all + "]";
    }

    std::mt19937_64 random_;
};

const std::string csv_columns = "id,user_id,name,category,description,is_active,tags,attributes,"
                                "date_created,date_updated";
const std::string ndjson_columns = "id,user_id,name,category,description,is_active,active,tags,"
                                   "attributes,date_created,date_updated";

struct generated {
    std::string name;
    std::string description;
    std::string attributes;
    std::vector<std::string> tags;
};

std::string tag_list(const std::vector<std::string>& tags) {
    std::string list = "[";
    for (const auto& tag : tags) {
        list += (list.size() > 1 ? "," : "") + dunlin::json_quote(tag);
    }
    return list + "]";
}

} // namespace

TEST_CASE_FIXTURE(widget_program,
                  "any name, JSON and array survives create, get, export and import unchanged") {
    generator random(20260101);
    std::vector<generated> all;
    std::string input;
    for (int i = 0; i < 300; ++i) {
        generated one{random.label(), random.text(40), random.object(0), {}};
        for (auto n = random.below(5); n > 0; --n) {
            one.tags.push_back(std::to_string(n) + random.label());
        }
        input += (i == 0 ? "[" : ",\n") + (R"({"user_id":")" + gopher_id) +
                 R"(","category":"any","name":)" + dunlin::json_quote(one.name) +
                 ",\"description\":" + dunlin::json_quote(one.description) +
                 ",\"attributes\":" + one.attributes + ",\"tags\":" + tag_list(one.tags) + "}";
        all.push_back(std::move(one));
    }
    const auto made =
        run({"widget", "create", "--stdin", "-o", "ndjson", "--columns", "name"}, input + "]");
    REQUIRE(made.exit_code == 0);
    for (const auto& one : all) {
        CAPTURE(one.name);
        CAPTURE(one.attributes);
        // Compared by the server: whatever the way of quoting on the way out, this is what is kept.
        const auto kept =
            db().run("SELECT count(*) FROM widgets WHERE name = :name AND "
                     "description = :description AND attributes = :attributes AND tags = :tags",
                     {{"name", one.name},
                      {"description", one.description},
                      {"attributes", one.attributes},
                      {"tags", one.tags}});
        CHECK(kept[0].text(0) != "0");
    }
    for (const std::string format : {"csv", "ndjson"}) {
        CAPTURE(format);
        const std::vector<std::string> line{"widget", "export", "--category", "any", "-o", format};
        const auto exported = run(line).out;
        const auto digest =
            ask("SELECT md5(string_agg(w::text, '|' ORDER BY widget_id)) FROM widgets w");
        db().run("DELETE FROM widgets WHERE category = 'any'", {});
        CHECK(run({"widget", "import", "--input-format", format}, exported).err ==
              "imported 300 widgets into " + place() + "\n");
        CHECK(run(line).out == exported);
        CHECK(digest ==
              ask("SELECT md5(string_agg(w::text, '|' ORDER BY widget_id)) FROM widgets w"));
        // What get shows of them all, in the same order, is what export shows; but export has no
        // parts.
        std::vector<std::string> get{"widget",    "get",
                                     "-o",        format,
                                     "--columns", format == "csv" ? csv_columns : ndjson_columns};
        const auto ids = db().run("SELECT widget_id::text FROM widgets WHERE category = 'any' "
                                  "ORDER BY widget_id",
                                  {});
        for (std::size_t i = 0; i < ids.size(); ++i) {
            get.emplace_back(ids[i].text(0));
        }
        CHECK(run(get).out == exported);
    }
}

TEST_CASE_FIXTURE(widget_program,
                  "any name and department of users survive create, get and update") {
    generator random(20260102);
    std::string input;
    std::string expected;
    std::vector<std::string> get{"user", "get", "-o", "ndjson", "--columns", "name,department"};
    for (int i = 0; i < 100; ++i) {
        const std::string email = "u" + std::to_string(i) + "@example.com";
        const std::string fields = "\"name\":" + dunlin::json_quote(random.label()) +
                                   ",\"department\":" + dunlin::json_quote(random.label());
        input += (i == 0 ? "[{" : ",\n{") + fields + R"(,"password":"correct horse","email":")" +
                 email + "\"}";
        expected += "{" + fields + "}\n";
        get.push_back(email);
    }
    REQUIRE(run({"user", "create", "--stdin", "--cost", "4"}, input + "]").exit_code == 0);
    // Compared as values: terminal-safe output spells some characters as escapes.
    const auto values = [](const std::string& lines) {
        std::string all;
        for (std::size_t at = 0, end = 0; at < lines.size(); at = end + 1) {
            end = lines.find('\n', at);
            const std::string line = lines.substr(at, end - at);
            for (const auto& [name, value] : dunlin::json_members(line)) {
                all += name + "=" + dunlin::json_string(value) + "\n";
            }
        }
        return all;
    };
    const auto shown = run(get).out;
    CHECK(values(shown) == values(expected));
    const auto first = shown.substr(0, shown.find('\n'));
    CHECK(run({"user", "update", "u1@example.com", "--stdin"}, first).exit_code == 0);
    CHECK(run({"user", "get", "u1@example.com", "-o", "ndjson", "--columns", "name,department"})
              .out == first + "\n");
}
