// SPDX-License-Identifier: MIT
#include <dunlin/commands/complete.hpp>
#include <dunlin/migrator/convert.hpp>
#include <dunlin/migrator/ledger.hpp>

#include <algorithm>

namespace dunlin::commands {

std::vector<std::string> tool_names(std::string_view option) {
    if (option == "--to") {
        return migrator::written_formats();
    }
    if (option == "--source-format") {
        return migrator::read_formats();
    }
    auto tools = migrator::ledger_tools();
    if (option == "--ledger") {
        if (std::find(tools.begin(), tools.end(), "dunlin") == tools.end()) {
            tools.insert(tools.begin(), "dunlin");
        }
        return tools;
    }
    std::erase(tools, "dunlin");
    return option == "--from" ? tools : std::vector<std::string>{};
}

} // namespace dunlin::commands
