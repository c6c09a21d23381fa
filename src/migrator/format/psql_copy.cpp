// SPDX-License-Identifier: MIT
#include "format/psql_copy.hpp"

#include "format/format.hpp"
#include "format/refuse.hpp"

#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>

namespace dunlin::migrator {
namespace {

constexpr std::string_view blanks = " \t\r";

/// Reads words, quoted texts and texts in parentheses.
class copy_reader {
public:
    explicit copy_reader(std::string_view text) : rest_(trim(text)) {}

    /// A word, a quoted text, or all that is in parentheses; empty at the end.
    std::string_view next() {
        rest_ = trim(rest_);
        std::size_t end = 0;
        int depth = 0;
        while (end < rest_.size()) {
            const char c = rest_[end];
            if (depth == 0 && end > 0 && (blanks.find(c) != blanks.npos || c == '(')) {
                break;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            end = c == '\'' || c == '"' ? end_of_quoted(end, c) : end + 1;
            if (depth == 0 && c == ')') {
                break;
            }
        }
        const std::string_view part = rest_.substr(0, end);
        rest_.remove_prefix(part.size());
        return part;
    }

    [[nodiscard]] std::string_view rest() const { return trim(rest_); }

private:
    [[nodiscard]] std::size_t end_of_quoted(std::size_t begin, char quote) const {
        const std::size_t close = rest_.find(quote, begin + 1);
        return close == std::string_view::npos ? rest_.size() : close + 1;
    }

    std::string_view rest_;
};

/// 'it''s' as its text; an unquoted name as it is.
std::string file_name_of(std::string_view written) {
    if (!written.starts_with('\'')) {
        return std::string(written);
    }
    std::string name;
    for (std::size_t i = 1; i + 1 < written.size(); ++i) {
        name += written[i];
        i += written.substr(i).starts_with("''") ? 1 : 0;
    }
    return name;
}

std::string read_data(const source_file& file, std::size_t at, std::string_view written,
                      const std::filesystem::path& project) {
    const std::filesystem::path path = project / file_name_of(written);
    try {
        std::string data = read_source_file(path)->text;
        data += data.empty() || data.ends_with('\n') ? "" : "\n";
        return data;
    } catch (const error& problem) {
        refuse(file, at, fmt::format("\\copy cannot read its file: {}", problem.message()),
               "paths are relative to the folder of sqitch.conf, and the data must be UTF-8");
    }
}

} // namespace

psql_copy read_psql_copy(const source_file& file, std::size_t at, std::string_view arguments,
                         const std::filesystem::path& project) {
    arguments = trim(arguments);
    arguments.remove_suffix(arguments.ends_with(';') ? 1 : 0);
    copy_reader reader(arguments);
    std::string table;
    std::string word;
    for (std::string_view part = reader.next(); !part.empty(); part = reader.next()) {
        word = lower_case(part);
        if (word == "from" || word == "to") {
            break;
        }
        table += (table.empty() ? "" : " ") + std::string(part);
    }
    const std::string_view source = reader.next();
    const std::string from = lower_case(source);
    if (table.empty() || word != "from" || source.empty()) {
        refuse(file, at, "a migration can use \\copy only to read: \\copy TABLE FROM 'file'",
               "remove the line");
    }
    if (from == "program" || from == "pstdin") {
        refuse(file, at, fmt::format("\\copy from {} is not supported", from),
               "save the data in a file of the project and write: \\copy TABLE FROM 'file'");
    }
    psql_copy copy;
    copy.is_inline = from == "stdin";
    copy.statement = fmt::format("COPY {} FROM STDIN{}{};", table, reader.rest().empty() ? "" : " ",
                                 reader.rest());
    if (!copy.is_inline) {
        copy.data = read_data(file, at, source, project);
    }
    return copy;
}

} // namespace dunlin::migrator
