// SPDX-License-Identifier: MIT
#include "copy_data.hpp"
#include "statement_reader.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/script.hpp>

#include <fmt/format.h>

namespace dunlin::sqltext {
namespace {

class script_reader {
public:
    script_reader(std::string_view script, std::string_view file)
        : script_(script), file_(file), reader_(script, backslash::meta_command) {}

    std::vector<script_part> run() {
        statement sql;
        while (true) {
            switch (reader_.next(sql)) {
            case statement_reader::outcome::statement:
                add(sql);
                break;
            case statement_reader::outcome::meta_command:
                skip_dump_fence(sql);
                break;
            case statement_reader::outcome::end:
                return std::move(parts_);
            }
        }
    }

private:
    void add(const statement& sql) {
        script_part part;
        part.sql = sql;
        if (classify(sql.text(script_)) == statement_class::copy_from_stdin) {
            read_copy_data(part);
        }
        parts_.push_back(part);
    }

    void read_copy_data(script_part& part) {
        const std::size_t statement_end = reader_.tokens().position();
        refuse_rest_of_line(statement_end);
        const auto data = find_copy_data(script_, statement_end);
        if (!data) {
            throw error(error_kind::config, "COPY ... FROM STDIN has no data after it")
                .with_hint("end its data with a line that contains only \\.")
                .at(locate(script_, part.sql.begin, file_));
        }
        part.has_copy_data = true;
        part.data_begin = data->begin;
        part.data_end = data->end;
        reader_.tokens().seek(data->resume);
    }

    // psql would run the rest of the line after the data; such text is refused.
    void refuse_rest_of_line(std::size_t statement_end) {
        token next;
        lexer rest(script_.substr(0, line_end(script_, statement_end)), statement_end);
        if (rest.next_significant(next)) {
            throw error(error_kind::config, "text after COPY ... FROM STDIN on the same line")
                .with_hint("begin the data, and the next statement, on lines of their own")
                .at(locate(script_, next.begin, file_));
        }
    }

    void skip_dump_fence(const statement& interrupted) {
        const std::size_t at = interrupted.end;
        const std::size_t end = line_end(script_, at);
        const auto command = script_.substr(at, end - at);
        if (interrupted.begin != at || !is_dump_fence(command.substr(1))) {
            throw error(error_kind::config,
                        fmt::format("{} is a psql command, not SQL", trim(command)))
                .with_hint("write it in SQL, or run the script with psql")
                .at(locate(script_, at, file_));
        }
        reader_.tokens().seek(end);
    }

    std::string_view script_;
    std::string_view file_;
    statement_reader reader_;
    std::vector<script_part> parts_;
};

} // namespace

std::vector<script_part> read_script(std::string_view script, std::string_view file) {
    return script_reader(script, file).run();
}

} // namespace dunlin::sqltext
