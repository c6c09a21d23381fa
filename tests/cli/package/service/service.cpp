// SPDX-License-Identifier: MIT
#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqltext/statement.hpp>

#include <cstdio>

int main() {
    dunlin::sqldb::config settings;
    settings.url = "postgres://app:secret@db/app";
    const auto statements = dunlin::sqltext::split("SELECT 1; SELECT 2");
    std::printf("%s, %zu statements\n", dunlin::sqldb::describe(settings).c_str(),
                statements.size());
    return statements.size() == 2 ? 0 : 1;
}
