// SPDX-License-Identifier: MIT
#include "stage.hpp"

namespace hints_test {
namespace {

scene refused_query(const std::string& sql) {
    return {"query " + sql.substr(0, 40), [sql](stage& stage) {
                stage.execute("CREATE TABLE items (id int, name text)");
                stage.write("items.csv", "id,name\n1,x\n");
                return stage.show({"query", "--file", "-"}, sql);
            }};
}

/// More parameters than the protocol has.
std::string many_parameters(stage& stage) {
    stage.execute("CREATE TABLE items (id int, name text)");
    stage.write("items.csv", "id,name\n1,x\n");
    std::string sql = "SELECT 1";
    std::string values = "{";
    for (int i = 0; i < 66000; ++i) {
        const std::string name = "p" + std::to_string(i);
        sql += ", :" + name;
        values += (i == 0 ? "\"" : ",\"") + name + "\":1";
    }
    stage.write("many.sql", sql);
    stage.write("many.json", values + "}");
    return stage.show({"query", "--file", "many.sql", "--params", "many.json"});
}

} // namespace

std::vector<scene> query_scenes() {
    std::vector<scene> scenes;
    for (const char* command : {"\\dt", "\\dv", "\\dm", "\\dT", "\\di", "\\ds", "\\dn", "\\df",
                                "\\dx", "\\du", "\\dp", "\\l", "\\d items", "\\copy items from x",
                                "\\conninfo", "\\frobnicate", "COPY items FROM STDIN"}) {
        scenes.push_back(refused_query(command));
    }
    scenes.push_back({"a query with too many parameters", many_parameters});
    scenes.push_back({"an unknown time zone", [](stage& stage) {
                          return stage.show({"query", "--time-zone", "Mars", "SELECT 1"});
                      }});
    return scenes;
}

} // namespace hints_test
