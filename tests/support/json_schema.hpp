// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::test {

/// What is wrong with a JSON text by a definition of src/cli/schema/dunlin.schema.json ("status"):
/// one line each, with the path; empty: valid. Stricter than the schema: an object may contain only
/// described keys, unless the schema allows others.
std::vector<std::string> find_violations(std::string_view json, const std::string& definition);

/// The definitions that x-verbs gives a verb; none when it is not listed. `format`: json, ndjson.
std::vector<std::string> definitions_of(const std::string& verb, const std::string& format);
/// All verbs of x-verbs.
std::vector<std::string> verbs_of_schema();

} // namespace dunlin::test
