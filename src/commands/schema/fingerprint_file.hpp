// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/fingerprint.hpp>

#include <optional>
#include <string>

namespace dunlin::commands {

/// The text of `schema fingerprint`; with the objects, one line for each.
std::string fingerprint_text(const catalog::fingerprint& fingerprint, bool with_objects);

/// A fingerprint as it was written to a file, as text or as JSON.
struct recorded_fingerprint {
    catalog::fingerprint fingerprint;
    bool has_objects = false;
};

/// Throws error(config) with the line of the first mistake.
recorded_fingerprint read_fingerprint_file(const std::string& file);

} // namespace dunlin::commands
