// SPDX-License-Identifier: MIT
#pragma once

#include "generator/ordinal.hpp"
#include "generator/random.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace dunlin::seeder {

/// Where values stand, which tells what is plausible there.
struct value_place {
    std::string_view table; ///< its name without the schema
    std::string_view column;
};

/// What a column of text holds, guessed from its place.
enum class text_sort {
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

/// By the column's name; what a "name" names, the table's tells: users have names of people.
text_sort sort_of_text(const value_place& where);

/// The name of a sort, for plans ("a full name").
std::string_view to_string(text_sort sort);

/// Appends a plausible text of a sort: ASCII without control characters or backslashes. With a tag
/// (letters and digits) the text is one that only this tag has.
void append_text(std::string& out, text_sort sort, random_numbers& random, std::string_view tag);

/// Any single lower-case word, and a few of them as a sentence.
std::string_view any_word(random_numbers& random);

/// Whether a pair of names says which value is the lower one: created_at and updated_at, starts_on
/// and ends_on, min_price and max_price.
bool are_in_order(std::string_view lower_column, std::string_view higher_column);

/// The ends of the values that a column's name suggests, within the type's own.
std::pair<std::int64_t, std::int64_t> usual_range(const ordinal_type& type,
                                                  std::string_view column_name);

} // namespace dunlin::seeder
