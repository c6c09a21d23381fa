// SPDX-License-Identifier: MIT
#include "plan/down_script.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::migrator {
namespace {

/// Formats with both scripts in one file, and the line above the down script.
struct marker {
    std::string_view format;
    std::string_view line;
};
constexpr std::array markers{
    marker{"dunlin", "-- dunlin:down"},
    marker{"dbmate", "-- migrate:down"},
    marker{"goose", "-- +goose Down"},
    marker{"tern", "---- create above / drop below ----"},
    marker{"node-pg-migrate", "-- Down Migration"},
};

/// Formats with a file of its own for the down script, and the part of the up script's path that
/// differs.
struct twin {
    std::string_view format;
    std::string_view up;
    std::string_view down;
};
constexpr std::array twins{
    twin{"golang-migrate", ".up.", ".down."},
    twin{"node-pg-migrate", ".up.sql", ".down.sql"},
    twin{"sqlx", ".up.sql", ".down.sql"},
    twin{"diesel", "/up.sql", "/down.sql"},
    twin{"prisma", "/migration.sql", "/down.sql"},
    twin{"sqitch", "deploy/", "revert/"},
    twin{"flyway", "/V", "/U"},
};

} // namespace

std::string down_script_hint(std::string_view format, std::string_view file) {
    for (const twin& twin : twins) {
        const auto at = file.rfind(twin.up);
        if (twin.format == format && at != std::string_view::npos) {
            std::string path(file);
            return fmt::format("write it to {}", path.replace(at, twin.up.size(), twin.down));
        }
    }
    const auto* own = std::find_if(markers.begin(), markers.end(),
                                   [&](const marker& marker) { return marker.format == format; });
    if (own != markers.end()) {
        return fmt::format("write it in {}, below the line: {}", file, own->line);
    }
    return format == "liquibase"
               ? fmt::format("write --rollback lines below its statements in {}", file)
               : "";
}

} // namespace dunlin::migrator
