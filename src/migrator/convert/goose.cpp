// SPDX-License-Identifier: MIT
#include "convert/writer.hpp"

#include <dunlin/sqltext/statement.hpp>

#include <fmt/format.h>

namespace dunlin::migrator {
namespace {

constexpr std::string_view fence_begin = "-- +goose StatementBegin\n";
constexpr std::string_view fence_end = "\n-- +goose StatementEnd";

/// goose ends a statement at each line whose last word ends with a semicolon, and knows neither
/// dollar quotes nor comments like this one: /* */. What it would cut is fenced in.
bool needs_fence(std::string_view statement) {
    return statement.find(';') != std::string_view::npos ||
           statement.find("/*") != std::string_view::npos;
}

std::string with_statement_markers(const plain_script& script) {
    const std::string_view text = script.text;
    std::string result;
    std::size_t copied = 0;
    for (const sqltext::statement& statement : sqltext::split(text)) {
        const std::size_t semicolon = text.find(';', statement.end);
        const std::size_t end = semicolon == std::string_view::npos ? statement.end : semicolon + 1;
        result.append(text.substr(copied, statement.begin - copied));
        if (needs_fence(statement.text(text))) {
            result.append(fence_begin).append(text.substr(statement.begin, end - statement.begin));
            result.append(fence_end);
        } else {
            result.append(text.substr(statement.begin, end - statement.begin));
        }
        // The rest of the line is a comment or the next statement.
        if (end < text.size() && text[end] != '\n') {
            result += '\n';
        }
        copied = end;
    }
    return result.append(text.substr(copied));
}

class goose_folder_writer final : public writer {
public:
    [[nodiscard]] std::string_view name() const noexcept override { return "goose"; }

    void write(const plain_migration& migration, conversion& into) const override {
        const bool alone = migration.up.options.no_transaction;
        if (migration.down && migration.down->options.no_transaction != alone) {
            into.left_out.push_back(left_out_sentence(
                migration, "goose runs both directions in transactions or neither"));
        }
        std::string text = alone ? "-- +goose NO TRANSACTION\n" : "";
        text += "-- +goose Up\n" + with_statement_markers(migration.up);
        if (migration.down) {
            text += "\n-- +goose Down\n" + with_statement_markers(*migration.down);
        }
        into.files.push_back(
            {fmt::format("{}_{}.sql", migration.version, migration.slug), std::move(text)});
    }
};

} // namespace

const writer& goose_writer() {
    static const goose_folder_writer writer;
    return writer;
}

} // namespace dunlin::migrator
