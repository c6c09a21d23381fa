// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::sqldb {

/// What an error of the server says.
struct error_fields {
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
};

/// Masks what the server repeats of secrets:
/// - literals that `sql`, the text that was sent, gives to secret names (sqltext::find_secrets);
/// - values of columns with secret names, in "Key (token)=(...)" and CONTEXT;
/// - every value of "Failing row contains (...)", which names no columns.
/// Done where server errors are made, so that nobody prints, logs or stores them otherwise.
void hide_secrets(error_fields& fields, std::string_view sql);

} // namespace dunlin::sqldb
