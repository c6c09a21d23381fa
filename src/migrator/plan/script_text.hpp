// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>
#include <dunlin/base/hidden_values.hpp>
#include <dunlin/migrator/migration.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dunlin::migrator {

/// The value of a placeholder; nullopt when it has none.
using placeholder_lookup = std::function<std::optional<std::string>(std::string_view name)>;

/// A variable's value as it is written in a script, quoted as its edit says.
std::string as_written(const edit& edit, const std::string& value);

/// The text of a script as it will be sent, and for each of its bytes the place in the file (or
/// recorded text) that it came from.
class script_text {
public:
    script_text() = default;
    /// A part of a file, unchanged. Shares the file.
    script_text(std::shared_ptr<const source_file> file, std::size_t begin, std::size_t end);

    /// Applies edits, whose offsets are in the file, ascending and without overlap. Throws
    /// error(config) with the place of a variable without a value.
    void apply(const std::vector<edit>& edits, const placeholder_lookup& lookup);
    /// Replaces ${name} everywhere. Throws error(config) with the place of a name without a value.
    void replace_placeholders(const placeholder_lookup& lookup);
    /// Overwrites a range with blanks; places stay the same.
    void blank_out(std::size_t begin, std::size_t end);

    [[nodiscard]] std::string_view text() const noexcept {
        return own_ ? std::string_view(*own_)
                    : std::string_view(file_->text).substr(begin_, end_ - begin_);
    }
    /// A range of the text for people: in place of the value of a variable or placeholder, the text
    /// that the file has there.
    [[nodiscard]] std::string shown(std::size_t begin, std::size_t end) const;
    /// Whether a range of the text contains the value of a variable or placeholder.
    [[nodiscard]] bool has_value(std::size_t begin, std::size_t end) const noexcept;
    /// Adds the values of all variables and placeholders, for messages of the server that repeat
    /// them.
    void add_values(hidden_values& into) const;
    [[nodiscard]] const std::string& file_name() const noexcept { return file_->name; }
    [[nodiscard]] source_location where(std::size_t offset) const;
    [[nodiscard]] const source_file& file() const noexcept { return *file_; }
    /// The offset in the file of a byte of the text.
    [[nodiscard]] std::size_t place(std::size_t offset) const;

private:
    /// The origin of the bytes from an offset of the text on; `fixed` ones have all the same.
    struct piece {
        std::size_t text_offset;
        std::size_t file_offset;
        bool fixed;
        bool is_value = false; ///< given from outside: it may be a secret
    };

    std::shared_ptr<const source_file> file_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::optional<std::string> own_;
    std::vector<piece> pieces_; ///< empty: byte for byte from begin_
};

} // namespace dunlin::migrator
