// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::sqldb {

/// The texts of an error from the server.
struct error_fields {
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
    std::string context;
};

/// Masks the secrets that the server repeats:
/// - literals that `sql`, the text that was sent, assigns to secret names (sqltext::find_secrets);
/// - values of columns with secret names, in "Key (token)=(...)" and CONTEXT;
/// - every value of "Failing row contains (...)", which names no columns.
/// It is applied where server errors are created, so that no unmasked text is printed, logged or
/// stored.
void hide_secrets(error_fields& fields, std::string_view sql);

/// Masks values of secret literals alone, see sqltext::secret_values().
void hide_values(error_fields& fields, const std::vector<std::string>& values);

} // namespace dunlin::sqldb
