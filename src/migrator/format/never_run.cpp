// SPDX-License-Identifier: MIT
#include "format/never_run.hpp"

#include <dunlin/base/error.hpp>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

namespace dunlin::migrator {
namespace {

/// "1.02_x.SQL", "1.02_x.sql.bak", "1.02_x.sql~".
bool looks_like_sql(std::string name) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return name.find(".sql") != std::string::npos;
}

bool has_text(const folder& at, const std::string& name,
              const std::function<bool(std::string_view)>& is_sign) {
    try {
        return is_sign(at.read(name)->text);
    } catch (const error&) {
        return false;
    }
}

} // namespace

void note_never_run(const folder& at, const folder::item& item, source& into) {
    if (!item.is_folder) {
        if (looks_like_sql(item.name)) {
            into.never_run.push_back((at.path() / item.name).string());
        }
        return;
    }
    const folder& inner = at.inner(item.name);
    for (const folder::item& inner_item : inner.items()) {
        note_never_run(inner, inner_item, into);
    }
}

bool has_file_with_text(const folder& at, std::string_view ending,
                        const std::function<bool(std::string_view)>& is_sign) {
    constexpr std::size_t at_each_end = 3;
    std::vector<const folder::item*> fitting;
    for (const folder::item& item : at.items()) {
        if (!item.is_folder && item.name.ends_with(ending)) {
            fitting.push_back(&item);
        }
    }
    for (std::size_t i = 0; i < fitting.size(); ++i) {
        const bool at_an_end = i < at_each_end || i + at_each_end >= fitting.size();
        if (at_an_end && has_text(at, fitting[i]->name, is_sign)) {
            return true;
        }
    }
    return false;
}

} // namespace dunlin::migrator
