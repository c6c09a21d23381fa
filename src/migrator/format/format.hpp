// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <filesystem>
#include <span>
#include <string_view>

namespace dunlin::migrator {

/// A reader of one on-disk format. Add a class, and its name to all_formats().
class format {
public:
    format() = default;
    format(const format&) = delete;
    format& operator=(const format&) = delete;
    virtual ~format() = default;

    [[nodiscard]] virtual std::string_view name() const noexcept = 0;
    /// Whether a path is taken for this format when nobody names one.
    [[nodiscard]] virtual bool is_default_for(const std::filesystem::path& path) const = 0;
    /// Fills in the migrations, in any order. Throws error(config) with file and line.
    virtual void read(const std::filesystem::path& path, source& into) const = 0;
};

const format& dunlin_format();
const format& darwin_format();
std::span<const format* const> all_formats();

/// Reads a file for a format; error(config) with the line when it is not valid UTF-8.
std::shared_ptr<const source_file> read_source_file(const std::filesystem::path& path);
/// The same for a file whose bytes are there already.
std::shared_ptr<const source_file> take_source_file(source_file file);

/// Files of dunlin's own format that no folder holds.
void read_dunlin_files(const std::vector<source_file>& files, source& into);

/// "sha256:..." of an up script's bytes.
void seal(migration& made);

} // namespace dunlin::migrator
