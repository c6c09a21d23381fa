// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>
#include <dunlin/migrator/migration.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <algorithm>

namespace dunlin::migrator {

std::string migration::content_checksum() const {
    return sqltext::content_checksum(up_text());
}

std::string_view migration::shown_description() const {
    std::string_view text = description;
    if (!label.empty() && text.starts_with(label)) {
        text.remove_prefix(label.size());
        text.remove_prefix(text.starts_with(": ") ? 2 : 0);
    }
    return text;
}

std::string migration::edited_text(const script& part) const {
    const std::string_view text = part.file ? part.file->text : file->text;
    std::string result;
    std::size_t copied = part.begin;
    for (const edit& edit : part.edits) {
        result.append(text.substr(copied, edit.begin - copied));
        result.append(edit.variable.empty() ? std::string_view(edit.text)
                                            : text.substr(edit.begin, edit.end - edit.begin));
        copied = edit.end;
    }
    return result.append(text.substr(copied, part.end - copied));
}

bool migration::has_checksum(std::string_view recorded) const {
    return recorded == checksum || std::any_of(tool_checksums.begin(), tool_checksums.end(),
                                               [&](const std::string& accepted) {
                                                   return accepted == recorded || accepted == "*";
                                               });
}

source_location migration::where(std::size_t offset) const {
    return locate(file->text, offset, file->name);
}

} // namespace dunlin::migrator
