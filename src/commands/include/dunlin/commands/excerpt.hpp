// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <string>

namespace dunlin::commands {

/// The line of a location with its number, and below it a caret at the column. Tabs are replaced
/// with one space each, so that the caret is in the right place; secrets are hidden, also those
/// that the rest of `statement` shows to be some. Empty without a line.
std::string excerpt_text(const source_location& location, const std::string& statement = {});

} // namespace dunlin::commands
