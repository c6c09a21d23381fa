// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin::catalog {

/// The condition for schemas that users make objects in, `n` being pg_namespace.
inline constexpr std::string_view user_schema =
    R"(n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema')";

/// SQL for the text of storage parameters (`fillfactor='70', ...`); NULL for none.
std::string storage_parameters(std::string_view array, std::string_view prefix = "");

/// SQL for the text of a foreign object's options (`host 'a', ...`); NULL for none. Options
/// whose names are those of secrets are left out.
std::string foreign_options(std::string_view array);

/// `newer` on servers from that version on (150000 for 15), else `older`.
inline std::string_view from_version(int server, int version, std::string_view newer,
                                     std::string_view older) {
    return server >= version ? newer : older;
}

} // namespace dunlin::catalog
