// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/telemetry/trace_context.hpp>

#include <fmt/format.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace dunlin::telemetry {
namespace {

constexpr std::size_t trace_digits = 32;
constexpr std::size_t span_digits = 16;

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
    return text.find_first_not_of('0') == std::string_view::npos;
}

/// The hexadecimal field at `at`, followed by a dash or the end; empty when there is none.
std::string_view field(std::string_view text, std::size_t at, std::size_t digits) {
    if (text.size() < at + digits || (text.size() > at + digits && text[at + digits] != '-')) {
        return {};
    }
    const auto found = text.substr(at, digits);
    return is_hex(found) ? found : std::string_view{};
}

std::string random_digits(std::size_t digits) {
    std::array<std::uint8_t, trace_digits / 2> bytes{};
    std::string result;
    do {
        if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
            throw error(error_kind::failed, "cannot get random bytes for a trace");
        }
        result.clear();
        for (std::size_t i = 0; i < digits / 2; ++i) {
            result += fmt::format("{:02x}", bytes[i]);
        }
    } while (is_zero(result));
    return result;
}

} // namespace

std::optional<trace_context> parse_traceparent(std::string_view text) {
    constexpr std::size_t version_at = 0;
    constexpr std::size_t trace_at = 3;
    constexpr std::size_t span_at = trace_at + trace_digits + 1;
    constexpr std::size_t flags_at = span_at + span_digits + 1;
    const auto version = field(text, version_at, 2);
    const auto trace = field(text, trace_at, trace_digits);
    const auto span = field(text, span_at, span_digits);
    const auto flags = field(text, flags_at, 2);
    if (version.empty() || version == "ff" || trace.empty() || span.empty() || flags.empty() ||
        is_zero(trace) || is_zero(span) || (version == "00" && text.size() != flags_at + 2)) {
        return std::nullopt;
    }
    trace_context context;
    context.trace_id = trace;
    context.span_id = span;
    // The lowest bit says whether the caller records the trace.
    const char last = flags.back();
    context.sampled = ((last <= '9' ? last - '0' : last - 'a' + 10) & 1) != 0;
    return context;
}

std::string new_trace_id() {
    return random_digits(trace_digits);
}

std::string new_span_id() {
    return random_digits(span_digits);
}

} // namespace dunlin::telemetry
