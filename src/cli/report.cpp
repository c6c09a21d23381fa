// SPDX-License-Identifier: MIT
#include "report.hpp"

#include "passwords.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <string_view>

namespace dunlin::cli {
namespace {

std::string place(const source_location& where) {
    if (where.file.empty() && where.line == 0) {
        return "";
    }
    std::string text = where.file.empty() ? "line" : where.file;
    if (where.line != 0) {
        text += fmt::format("{}{}", where.file.empty() ? " " : ":", where.line);
        if (where.column != 0) {
            text += fmt::format(":{}", where.column);
        }
    }
    return text + ": ";
}

/// The line, and a caret under the column. Tabs before it are repeated, so that the caret stands
/// where the terminal puts the character.
std::string excerpt(const source_location& where) {
    if (where.excerpt.empty() || where.line == 0) {
        return "";
    }
    const std::string number = fmt::format("  {} | ", where.line);
    std::string text = number + where.excerpt + "\n";
    if (where.column == 0) {
        return text;
    }
    std::string pad;
    std::size_t column = 1;
    for (const char c : where.excerpt) {
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
            continue;
        }
        if (column++ == where.column) {
            break;
        }
        pad += c == '\t' ? '\t' : ' ';
    }
    return text + std::string(number.size() - 2, ' ') + "| " + pad + "^\n";
}

std::string paragraph(std::string_view label, const std::string& text) {
    return text.empty() ? "" : fmt::format("{}: {}\n", label, text);
}

std::string join(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string consequences(const error& problem) {
    if (problem.applied.empty() && problem.aftermath.empty()) {
        return "";
    }
    if (problem.applied.empty()) {
        return problem.aftermath + "\n";
    }
    const char* gap = problem.aftermath.empty() ? "" : " ";
    return fmt::format("applied before this: {}.{}{}\n", join(problem.applied), gap,
                       problem.aftermath);
}

nlohmann::ordered_json text_or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(redact(text));
}

nlohmann::ordered_json number_or_null(std::size_t number) {
    return number == 0 ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(number);
}

} // namespace

std::string report_text(const error& problem, bool colour) {
    const source_location nowhere;
    const source_location& where = problem.where() ? *problem.where() : nowhere;
    const std::string state =
        problem.sqlstate.empty() ? "" : fmt::format(" ({})", problem.sqlstate);
    const std::string text = place(where) + problem.message() + state + "\n" + excerpt(where) +
                             paragraph("detail", problem.detail) +
                             paragraph("hint", problem.hint()) + consequences(problem);
    return (colour ? "\x1b[1;31merror:\x1b[0m " : "error: ") + redact(text);
}

std::string report_json(const error& problem) {
    const source_location nowhere;
    const source_location& where = problem.where() ? *problem.where() : nowhere;
    nlohmann::ordered_json body{
        {"kind", to_string(problem.kind())},
        {"message", redact(problem.message())},
        {"detail", text_or_null(problem.detail)},
        {"hint", text_or_null(problem.hint())},
        {"sqlstate", text_or_null(problem.sqlstate)},
        {"file", text_or_null(where.file)},
        {"line", number_or_null(where.line)},
        {"column", number_or_null(where.column)},
        {"statement", text_or_null(problem.statement)},
        {"applied", problem.applied},
        {"aftermath", text_or_null(problem.aftermath)},
    };
    nlohmann::ordered_json document{{"error", std::move(body)}};
    return document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace dunlin::cli
