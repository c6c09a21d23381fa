// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/binaries.hpp>

#include <filesystem>
#include <optional>

namespace dunlin::local {

/// Where the template of a cluster of these programs is kept: CACHE/dunlin/template-VERSION-HASH,
/// CACHE being $XDG_CACHE_HOME or ~/.cache. The folder CACHE/dunlin is made if necessary. nullopt
/// when there is no cache that belongs to the caller alone: whoever could write there would decide
/// what the server runs.
std::optional<std::filesystem::path> template_folder(const binaries& programs);

/// Copies a kept template to `data`, which must not exist. False, with nothing left in `data`, when
/// there is no template or it cannot be copied.
bool copy_template(const std::filesystem::path& stored, const std::filesystem::path& data);

/// Keeps a copy of a new, never started cluster, readable by the caller alone. Failing is no
/// error: a template only saves time.
void store_template(const std::filesystem::path& data, const std::filesystem::path& stored);

} // namespace dunlin::local
