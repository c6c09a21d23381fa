// SPDX-License-Identifier: MIT
#include <dunlin/base/position.hpp>
#include <dunlin/migrator/migration.hpp>
#include <dunlin/sqltext/tokens.hpp>

#include <algorithm>

namespace dunlin::migrator {

std::string migration::content_checksum() const {
    return sqltext::content_checksum(up_text());
}

std::string migration::edited_text(const script& part) const {
    const std::string_view text = part.file ? part.file->text : file->text;
    std::string made;
    std::size_t taken = part.begin;
    for (const edit& each : part.edits) {
        made.append(text.substr(taken, each.begin - taken));
        made.append(each.variable.empty() ? std::string_view(each.text)
                                          : text.substr(each.begin, each.end - each.begin));
        taken = each.end;
    }
    return made.append(text.substr(taken, part.end - taken));
}

bool migration::has_checksum(std::string_view recorded) const {
    return recorded == checksum ||
           std::any_of(tool_checksums.begin(), tool_checksums.end(),
                       [&](const std::string& each) { return each == recorded || each == "*"; });
}

source_location migration::where(std::size_t offset) const {
    return locate(file->text, offset, file->name);
}

} // namespace dunlin::migrator
