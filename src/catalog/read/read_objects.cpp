// SPDX-License-Identifier: MIT
#include "read/read_objects.hpp"

#include "kind/kinds.hpp"

#include <dunlin/sqldb/executor.hpp>

#include <array>
#include <charconv>

namespace dunlin::catalog {
namespace {

constexpr std::array kinds{
    kind_query{"pg_namespace", schemas_sql},
    kind_query{"pg_extension", extensions_sql},
    kind_query{"pg_class", tables_sql},
    kind_query{"pg_attrdef", defaults_sql},
    kind_query{"pg_class", sequences_sql},
    kind_query{"pg_class", views_sql},
    kind_query{"pg_constraint", constraints_sql},
    kind_query{"pg_class", indexes_sql},
    kind_query{"pg_proc", routines_sql},
    kind_query{"pg_proc", aggregates_sql},
    kind_query{"pg_trigger", triggers_sql},
    kind_query{"pg_event_trigger", event_triggers_sql},
    kind_query{"pg_rewrite", rules_sql},
    kind_query{"pg_policy", policies_sql},
    kind_query{"pg_type", types_sql},
    kind_query{"pg_collation", collations_sql},
    kind_query{"pg_cast", casts_sql},
    kind_query{"pg_operator", operators_sql},
    kind_query{"pg_opfamily", operator_families_sql},
    kind_query{"pg_opclass", operator_classes_sql},
    kind_query{"pg_ts_dict", text_search_dictionaries_sql},
    kind_query{"pg_ts_config", text_search_configurations_sql},
    kind_query{"pg_statistic_ext", statistics_sql},
    kind_query{"pg_publication", publications_sql},
    kind_query{"pg_subscription", subscriptions_sql},
    kind_query{"pg_foreign_data_wrapper", foreign_data_wrappers_sql},
    kind_query{"pg_foreign_server", foreign_servers_sql},
};

constexpr auto catalogs = R"(
SELECT c.relname, c.oid FROM pg_class c
 WHERE c.relnamespace = 'pg_catalog'::regnamespace AND c.relkind = 'r')";

constexpr auto default_privileges = R"(
SELECT d.oid, 'default privileges', n.nspname, f.identity, f.identity,
       (SELECT string_agg(format(E'ALTER DEFAULT PRIVILEGES FOR ROLE %I%s %s %s ON %s %s %s%s;\n', pg_get_userbyid(d.defaclrole),
                                 ' IN SCHEMA ' || quote_ident(n.nspname), v.verb, v.privileges, f.objects,
                                 CASE v.verb WHEN 'GRANT' THEN 'TO' ELSE 'FROM' END,
                                 CASE v.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(v.grantee)) END,
                                 CASE WHEN v.is_grantable THEN ' WITH GRANT OPTION' END),
                          '' ORDER BY v.verb DESC, pg_get_userbyid(v.grantee), v.is_grantable)
          FROM (SELECT e.verb, e.grantee, e.is_grantable,
                       string_agg(e.privilege_type, ', ' ORDER BY e.privilege_type) AS privileges
                  FROM (SELECT 'GRANT' AS verb, x.grantee, x.is_grantable, x.privilege_type
                          FROM (SELECT * FROM aclexplode(d.defaclacl) EXCEPT SELECT * FROM aclexplode(f.base)) x
                         UNION ALL
                        SELECT 'REVOKE', x.grantee, false, x.privilege_type
                          FROM (SELECT * FROM aclexplode(f.base) EXCEPT SELECT * FROM aclexplode(d.defaclacl)) x) e
                 GROUP BY 1, 2, 3) v),
       NULL, 0, NULL, NULL, NULL
  FROM pg_default_acl d
  LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
 CROSS JOIN LATERAL (
       SELECT k.objects, CASE d.defaclnamespace WHEN 0
                              THEN acldefault(CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)
                              ELSE NULL END AS base,
              concat('FOR ROLE ', quote_ident(pg_get_userbyid(d.defaclrole)),
                     ' IN SCHEMA ' || quote_ident(n.nspname), ' ON ', k.objects) AS identity
         FROM (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES'
                                           WHEN 'f' THEN 'FUNCTIONS' WHEN 'T' THEN 'TYPES'
                                           WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS objects) k) f)";

std::string default_privileges_sql(int) {
    return default_privileges;
}

constexpr kind_query default_privileges_kind{"pg_default_acl", default_privileges_sql};

object object_of(const sqldb::row& row) {
    const auto text = [&](std::size_t column) { return std::string(row.text(column)); };
    object result;
    result.oid = oid_of(row, 0);
    result.kind = text(1);
    result.schema = text(2);
    result.name = text(3);
    result.identity = text(4);
    result.definition = text(5);
    result.owner = text(6);
    result.relation = oid_of(row, 7);
    result.stub = text(8);
    result.tail = text(9);
    result.left_out = text(10);
    result.constraint = row.size() > 11 ? row.text(11).front() : '\0';
    return result;
}

void read_kind(sqldb::executor& db, const kind_query& kind, object_list& list) {
    const std::uint32_t catalog = list.catalogs.at(std::string(kind.catalog));
    db.stream(kind.sql(list.server_version), {}, [&](const sqldb::row& row) {
        list.objects.push_back(object_of(row));
        const address key{catalog, list.objects.back().oid};
        list.addresses.push_back(key);
        list.index.emplace(key, list.objects.size() - 1);
    });
}

} // namespace

std::size_t object_list::find(const address& key) const {
    if (const auto found = index.find(key); found != index.end()) {
        return found->second;
    }
    const auto owner = owners.find(key);
    return owner == owners.end() ? npos : owner->second;
}

std::uint32_t oid_of(const sqldb::row& row, std::size_t column) {
    const std::string_view text = row.text(column);
    std::uint32_t oid = 0;
    std::from_chars(text.data(), text.data() + text.size(), oid);
    return oid;
}

object_list read_objects(sqldb::executor& db, const read_options& options) {
    object_list list;
    const sqldb::result version = db.run("SELECT current_setting('server_version_num')", {});
    list.server_version = static_cast<int>(oid_of(version[0], 0));
    db.stream(catalogs, {},
              [&](const sqldb::row& row) { list.catalogs.emplace(row.text(0), oid_of(row, 1)); });
    for (const auto& kind : kinds) {
        read_kind(db, kind, list);
    }
    if (options.privileges) {
        read_kind(db, default_privileges_kind, list);
    }
    return list;
}

void remove_objects(object_list& list,
                    const std::function<bool(const object&, const address&)>& is_gone) {
    std::vector<std::size_t> places(list.objects.size(), object_list::npos);
    std::vector<object> objects;
    std::vector<address> addresses;
    for (std::size_t i = 0; i < list.objects.size(); ++i) {
        if (!is_gone(list.objects[i], list.addresses[i])) {
            places[i] = objects.size();
            objects.push_back(std::move(list.objects[i]));
            addresses.push_back(list.addresses[i]);
        }
    }
    for (auto* map : {&list.index, &list.owners}) {
        std::erase_if(*map,
                      [&](const auto& entry) { return places[entry.second] == object_list::npos; });
        for (auto& [key, place] : *map) {
            place = places[place];
        }
    }
    list.objects = std::move(objects);
    list.addresses = std::move(addresses);
}

} // namespace dunlin::catalog
