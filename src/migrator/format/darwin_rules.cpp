// SPDX-License-Identifier: MIT
#include "format/darwin_rules.hpp"

#include "format/header.hpp"
#include "format/lines.hpp"

#include <dunlin/base/position.hpp>
#include <dunlin/migrator/version.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dunlin::migrator {
namespace {

[[noreturn]] void fail(const source_file& file, std::size_t offset, const std::string& message,
                       std::string hint) {
    throw error(error_kind::config, message)
        .with_hint(std::move(hint))
        .at(locate(file.text, offset, file.name));
}

void check_headers(const source_file& file) {
    for (comment_lines at(file.text); at.next();) {
        if (darwin_takes_as_header(at.line()) &&
            std::count(at.line().begin(), at.line().end(), ':') != 1) {
            fail(file, at.begin(),
                 "a header with more than one colon: darwin then reads no migration at all",
                 "reword it without the second colon");
        }
    }
}

void check_line_lengths(const source_file& file) {
    // bufio.MaxScanTokenSize of Go's standard library: the scanner stops at a longer line.
    constexpr std::size_t longest = 64UL * 1024UL;
    for (std::size_t begin = 0; begin < file.text.size();) {
        const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
        if (end - begin >= longest) {
            source_location place = locate(file.text, begin, file.name);
            place.excerpt.clear();
            throw error(error_kind::config,
                        "a line of more than 64 KiB: darwin stops reading here without an error")
                .with_hint("break the line")
                .at(std::move(place));
        }
        begin = end + 1;
    }
}

double as_darwin_reads(const migration& migration, const source_file& file) {
    double value = 0;
    const auto* begin = migration.version.data();
    const auto* end = begin + migration.version.size();
    const auto parsed = std::from_chars(begin, end, value, std::chars_format::fixed);
    if (parsed.ec != std::errc() || parsed.ptr != end) {
        fail(file, migration.up.begin,
             fmt::format("darwin cannot read the version {}", migration.version),
             "darwin's versions are numbers with at most one dot");
    }
    return value;
}

void check_order(const source_file& file, const migration& a, const migration& b) {
    const double left = as_darwin_reads(a, file);
    const double right = as_darwin_reads(b, file);
    if (left == right) {
        fail(file, b.up.begin,
             fmt::format("darwin treats the versions {} and {} as equal", a.version, b.version),
             "write all fractions with the same number of digits");
    }
    if ((left < right) != (compare_versions(a.version, b.version) < 0)) {
        fail(file, b.up.begin,
             fmt::format("darwin and dunlin order versions {} and {} differently", a.version,
                         b.version),
             "write all fractions with the same number of digits: darwin compares numbers with a "
             "fraction, dunlin each number between dots");
    }
}

} // namespace

void check_as_darwin(const source_file& file, const std::vector<migration>& document) {
    if (file.text.starts_with("\xEF\xBB\xBF")) {
        fail(file, 0, "a byte order mark: darwin does not see the first header", "remove it");
    }
    check_headers(file);
    check_line_lengths(file);
    std::vector<const migration*> by_number;
    by_number.reserve(document.size());
    for (const migration& migration : document) {
        by_number.push_back(&migration);
    }
    std::sort(by_number.begin(), by_number.end(), [&](const migration* a, const migration* b) {
        return as_darwin_reads(*a, file) < as_darwin_reads(*b, file);
    });
    for (std::size_t i = 1; i < by_number.size(); ++i) {
        check_order(file, *by_number[i - 1], *by_number[i]);
    }
}

} // namespace dunlin::migrator
