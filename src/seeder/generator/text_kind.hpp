// SPDX-License-Identifier: MIT
#pragma once

#include "generator/random.hpp"

#include <string>
#include <string_view>

namespace dunlin::seeder {

/// What a column of text contains.
enum class text_kind {
    sentence,
    first_name,
    last_name,
    full_name,
    user_name,
    email,
    city,
    country,
    street,
    postcode,
    region,
    phone,
    url,
    host,
    company,
    product,
    category,
    department,
    color,
    code,
    slug,
    language,
    language_name,
    currency,
    title,
    job_title,
    file,
    hash,
    paragraph,
    word,
};

/// The description of a kind for plans: "a full name".
std::string_view to_string(text_kind kind);

/// Appends a plausible text: ASCII without control characters or backslashes. Texts with different
/// tags (letters and digits) differ; an empty tag leaves the text to chance.
void append_text(std::string& out, text_kind kind, random_numbers& random, std::string_view tag);

/// A lower-case English word.
std::string_view any_word(random_numbers& random);

} // namespace dunlin::seeder
