// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/local/binaries.hpp>

#include <filesystem>
#include <optional>

namespace dunlin::local {

/// The folder of the template cluster for these programs: CACHE/dunlin/template-VERSION-HASH, where
/// CACHE is $XDG_CACHE_HOME or ~/.cache. Creates CACHE/dunlin if necessary. nullopt when there is
/// no cache that only the caller can access: anyone who could write there would decide what the
/// server runs.
std::optional<std::filesystem::path> template_folder(const binaries& programs);

/// Copies a stored template to `data`, which must not exist. Returns false, and leaves nothing in
/// `data`, when there is no template or it cannot be copied.
bool copy_template(const std::filesystem::path& stored, const std::filesystem::path& data);

/// Stores a copy of a new, never started cluster, readable only by the caller. A failure is
/// ignored, because a template only saves time.
void store_template(const std::filesystem::path& data, const std::filesystem::path& stored);

} // namespace dunlin::local
