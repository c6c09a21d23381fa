// SPDX-License-Identifier: MIT
#include "query/result_list.hpp"

#include <string>
#include <utility>

namespace dunlin::commands {

void result_list::begin_result() {
    const bool is_first = std::exchange(is_first_, false);
    if (is_single_) {
        return;
    }
    if (is_json_) {
        out_.write(is_first ? R"({"schema":1,"results":[)" : ",");
    } else if (!is_first) {
        out_.write("\n");
    }
}

void result_list::end(const std::optional<output::written_database>& written_to) {
    if (is_single_ || !is_json_) {
        return;
    }
    std::string rest = "]";
    if (written_to) {
        output::append_json_members(rest, *written_to);
    }
    out_.write(rest + "}\n");
    out_.flush();
}

} // namespace dunlin::commands
