// SPDX-License-Identifier: MIT
#include "generator/text_kind.hpp"

#include "generator/words.hpp"

#include <array>
#include <span>

namespace dunlin::seeder {
namespace {

using word_list = std::span<const std::string_view>;

std::string_view pick(word_list list, random_numbers& random) {
    return list[random.below(list.size())];
}

/// Appends the parts of one text in the order of the calls.
class text_writer {
public:
    text_writer(std::string& out, random_numbers& random, std::string_view tag)
        : out_(out), random_(random), tag_(tag) {}

    text_writer& text(std::string_view literal) {
        out_ += literal;
        return *this;
    }
    text_writer& word(word_list list) { return text(pick(list, random_)); }
    text_writer& lower(word_list list) {
        for (const char c : pick(list, random_)) {
            out_ += c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
        }
        return *this;
    }
    text_writer& characters(std::string_view alphabet, int count) {
        for (int i = 0; i < count; ++i) {
            out_ += alphabet[random_.below(alphabet.size())];
        }
        return *this;
    }
    text_writer& digits(int count) { return characters("0123456789", count); }
    text_writer& number(std::uint64_t highest) {
        return text(std::to_string(1 + random_.below(highest)));
    }
    /// From `fewest` to `fewest + spread - 1` words, the first with a capital letter.
    text_writer& phrase(std::uint64_t fewest, std::uint64_t spread) {
        const std::uint64_t count = fewest + random_.below(spread);
        const std::size_t begin = out_.size();
        for (std::uint64_t i = 0; i < count; ++i) {
            text(i == 0 ? "" : " ").word(words::common_words);
        }
        out_[begin] = static_cast<char>(out_[begin] - ('a' - 'A'));
        return *this;
    }

    text_writer& tag() { return text(tag_); }
    text_writer& tag_or_word() { return tag_.empty() ? word(words::common_words) : tag(); }
    /// The tag with a separator before it; nothing for an empty tag.
    text_writer& tag_after(std::string_view separator) {
        return tag_.empty() ? *this : text(separator).tag();
    }

private:
    std::string& out_;
    random_numbers& random_;
    std::string_view tag_;
};

struct text_form {
    std::string_view description;
    void (*write)(text_writer& out);
};

using namespace words;

constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view hexadecimal = "0123456789abcdef";
/// Reserved for examples (RFC 2606): mail to them reaches nobody.
constexpr std::string_view mail_domains[] = {"@example.com", "@example.org"};

/// By text_kind.
constexpr std::array<text_form, 30> forms{{
    {"a short sentence", [](text_writer& out) { out.phrase(3, 5).text(".").tag_after(" "); }},
    {"a first name", [](text_writer& out) { out.word(first_names).tag_after(" "); }},
    {"a last name", [](text_writer& out) { out.word(last_names).tag_after(" "); }},
    {"a full name",
     [](text_writer& out) { out.word(first_names).text(" ").word(last_names).tag_after(" "); }},
    {"a user name",
     [](text_writer& out) { out.lower(first_names).text("_").lower(last_names).tag(); }},
    {"an email address",
     [](text_writer& out) {
         out.lower(first_names).text(".").lower(last_names).tag().word(mail_domains);
     }},
    {"a city", [](text_writer& out) { out.word(cities).tag_after(" "); }},
    {"a country", [](text_writer& out) { out.word(countries).tag_after(" "); }},
    {"a street address",
     [](text_writer& out) {
         out.word(streets).text(" ").word(street_kinds).text(" ").number(200).tag_after(" ");
     }},
    {"a postcode", [](text_writer& out) { out.digits(5).tag(); }},
    {"a region", [](text_writer& out) { out.word(cities).tag_after(" "); }},
    {"a phone number", [](text_writer& out) { out.text("+1 555 ").digits(7).tag_after(" "); }},
    {"a URL",
     [](text_writer& out) {
         out.text("https://www.example.com/").lower(product_nouns).text("/").tag_or_word();
     }},
    {"a host name", [](text_writer& out) { out.lower(product_nouns).tag().text(".example.com"); }},
    {"a company",
     [](text_writer& out) { out.word(last_names).text(" & ").word(last_names).tag_after(" "); }},
    {"a product name",
     [](text_writer& out) {
         out.word(product_adjectives).text(" ").word(product_nouns).tag_after(" ");
     }},
    {"a category", [](text_writer& out) { out.word(categories).tag_after(" "); }},
    {"a department", [](text_writer& out) { out.word(departments).tag_after(" "); }},
    {"a color", [](text_writer& out) { out.word(colors).tag_after(" "); }},
    {"a code",
     [](text_writer& out) { out.characters(capitals, 3).text("-").digits(4).tag_after("-"); }},
    {"a slug",
     [](text_writer& out) {
         out.word(common_words).text("-").lower(product_nouns).tag_after("-");
     }},
    {"a language code", [](text_writer& out) { out.word(languages).tag(); }},
    {"a language", [](text_writer& out) { out.word(language_names).tag_after(" "); }},
    {"a currency", [](text_writer& out) { out.word(currencies).tag(); }},
    {"a title", [](text_writer& out) { out.phrase(2, 4).tag_after(" "); }},
    {"a job title", [](text_writer& out) { out.word(job_titles).tag_after(" "); }},
    {"a file path",
     [](text_writer& out) {
         out.text("/").word(common_words).text("/").lower(product_nouns).tag().text(".txt");
     }},
    {"hexadecimal digits", [](text_writer& out) { out.characters(hexadecimal, 32).tag(); }},
    {"a few sentences",
     [](text_writer& out) { out.phrase(5, 8).text(". ").phrase(4, 8).text(".").tag_after(" "); }},
    {"a word", [](text_writer& out) { out.word(common_words).tag(); }},
}};

} // namespace

std::string_view to_string(text_kind kind) {
    return forms.at(static_cast<std::size_t>(kind)).description;
}

void append_text(std::string& out, text_kind kind, random_numbers& random, std::string_view tag) {
    text_writer writer(out, random, tag);
    forms.at(static_cast<std::size_t>(kind)).write(writer);
}

std::string_view any_word(random_numbers& random) {
    return pick(common_words, random);
}

} // namespace dunlin::seeder
