// SPDX-License-Identifier: MIT
#include "script/section.hpp"

#include <map>
#include <string_view>

namespace dunlin::catalog {

section section_of(const object& object) {
    static const std::map<std::string_view, section> sections{
        {"schema", section::schemas},
        {"extension", section::extensions},
        {"collation", section::collations},
        {"domain", section::types},
        {"type", section::types},
        {"function", section::routines},
        {"procedure", section::routines},
        {"aggregate", section::routines},
        {"cast", section::operators},
        {"operator", section::operators},
        {"operator family", section::operators},
        {"operator class", section::operators},
        {"text search dictionary", section::text_search},
        {"text search configuration", section::text_search},
        {"foreign data wrapper", section::foreign_servers},
        {"server", section::foreign_servers},
        {"table", section::tables},
        {"foreign table", section::tables},
        {"sequence", section::tables},
        {"default", section::tables},
        {"index", section::keys},
        {"statistics", section::keys},
        {"view", section::views},
        {"materialized view", section::views},
        {"trigger", section::triggers},
        {"rule", section::triggers},
        {"policy", section::triggers},
        {"publication", section::replication},
        {"subscription", section::replication},
        {"event trigger", section::event_triggers},
        {"default privileges", section::default_privileges},
    };
    switch (object.constraint) {
    case 'c':
        return object.relation == 0 ? section::types : section::tables;
    case 'p':
    case 'u':
    case 'x':
        return section::keys;
    case 'f':
        return section::foreign_keys;
    default:
        return sections.at(object.kind);
    }
}

} // namespace dunlin::catalog
