// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::config {

/// The text with "***" for every password in a URL ("scheme://user:PASSWORD@host", "?password=",
/// "&sslpassword=") or in key=value form (password=x, PASSWORD = 'x y', PGPASSWORD=x: whatever ends
/// in "password", upper or lower case). It masks too much rather than too little: a malformed URL
/// is masked from its first colon to its last at sign. Works on whole messages as well as on
/// connection strings.
std::string redact(std::string_view text);

/// Whether the text contains a password that is not a `${VARIABLE}`.
bool holds_password(std::string_view text);

} // namespace dunlin::config
