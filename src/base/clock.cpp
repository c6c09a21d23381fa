// SPDX-License-Identifier: MIT
#include <dunlin/base/clock.hpp>

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <ctime>
#include <limits>

namespace dunlin {
namespace {

using namespace std::chrono;

/// Reads text from left to right; every step fails for good once one has failed.
class scanner {
public:
    explicit scanner(std::string_view text) : rest_(text) {}

    int number(std::size_t digits) {
        int value = 0;
        for (std::size_t i = 0; i < digits; ++i) {
            if (i >= rest_.size() || rest_[i] < '0' || rest_[i] > '9') {
                ok_ = false;
                return 0;
            }
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }
    bool accept(char expected) {
        if (rest_.empty() || rest_.front() != expected) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }
    void expect(char expected) { ok_ = accept(expected) && ok_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
    [[nodiscard]] bool ok() const { return ok_; }
    void fail() { ok_ = false; }

private:
    std::string_view rest_;
    bool ok_ = true;
};

sys_days read_date(scanner& in) {
    const int y = in.number(4);
    in.expect('-');
    const int m = in.number(2);
    in.expect('-');
    const int d = in.number(2);
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                              day{static_cast<unsigned>(d)}};
    if (!in.ok() || !date.ok() || y < 1) {
        in.fail();
        return {};
    }
    return sys_days{date};
}

microseconds read_fraction(scanner& in) {
    microseconds value{0};
    std::int64_t unit = 100000;
    bool any = false;
    while (in.peek() >= '0' && in.peek() <= '9') {
        value += microseconds{in.number(1) * unit};
        unit /= 10;
        any = true;
    }
    if (!any) {
        in.fail();
    }
    return value;
}

microseconds read_time_of_day(scanner& in) {
    const int h = in.number(2);
    in.expect(':');
    const int m = in.number(2);
    int s = 0;
    microseconds fraction{0};
    if (in.accept(':')) {
        s = in.number(2);
        if (in.accept('.')) {
            fraction = read_fraction(in);
        }
    }
    if (h > 23 || m > 59 || s > 60) {
        in.fail();
    }
    return hours{h} + minutes{m} + seconds{s} + fraction;
}

seconds read_offset(scanner& in) {
    if (in.at_end() || in.accept('Z') || in.accept('z')) {
        return seconds{0};
    }
    const bool west = in.accept('-');
    if (!west) {
        in.expect('+');
    }
    seconds offset = hours{in.number(2)};
    if (in.accept(':') || (in.ok() && !in.at_end())) {
        offset += minutes{in.number(2)};
    }
    if (in.accept(':')) {
        offset += seconds{in.number(2)};
    }
    return west ? -offset : offset;
}

std::optional<std::int64_t> microseconds_per(std::string_view unit) {
    struct entry {
        std::string_view name;
        std::int64_t value;
    };
    static constexpr std::array<entry, 6> units{{{"us", 1},
                                                 {"ms", 1000},
                                                 {"s", 1000000},
                                                 {"min", 60000000},
                                                 {"h", 3600000000},
                                                 {"d", 86400000000}}};
    for (const auto& known : units) {
        if (known.name == unit) {
            return known.value;
        }
    }
    return std::nullopt;
}

/// Lists format a time in every row, and fmt is ten times slower.
std::string digits(std::int64_t number, std::size_t width) {
    std::string text(width, '0');
    for (std::size_t at = width; at > 0 && number > 0; number /= 10) {
        text[--at] = static_cast<char>('0' + number % 10);
    }
    return text;
}

/// "-01-31T23:59:59.5Z"
std::string text_after_year(const year_month_day& date, const hh_mm_ss<microseconds>& time) {
    std::string text;
    text.reserve(sizeof "-01-31T23:59:59.123456Z");
    const auto part = [&](char separator, std::int64_t number) {
        text += separator;
        text += digits(number, 2);
    };
    part('-', static_cast<unsigned>(date.month()));
    part('-', static_cast<unsigned>(date.day()));
    part('T', time.hours().count());
    part(':', time.minutes().count());
    part(':', time.seconds().count());
    if (time.subseconds().count() != 0) {
        text += '.';
        text += digits(time.subseconds().count(), 6);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + 'Z';
}

} // namespace

timestamp now() noexcept {
    return time_point_cast<microseconds>(system_clock::now());
}

std::string format_utc(timestamp at) {
    const auto days_part = floor<days>(at);
    const year_month_day date{days_part};
    const hh_mm_ss time{at - days_part};
    if (date.year() < year{0} || date.year() > year{9999}) {
        return fmt::format("{:04}", static_cast<int>(date.year())) + text_after_year(date, time);
    }
    return digits(static_cast<int>(date.year()), 4) + text_after_year(date, time);
}

std::string format_local(timestamp at) {
    const std::time_t seconds_part = system_clock::to_time_t(floor<seconds>(at));
    std::tm parts{};
    if (localtime_r(&seconds_part, &parts) == nullptr) {
        return format_utc(at);
    }
    std::array<char, 64> text{};
    const std::size_t size =
        std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %Z", &parts);
    return {text.data(), size};
}

std::optional<timestamp> parse_timestamp(std::string_view text) {
    scanner in(text);
    timestamp value = read_date(in);
    if (!in.at_end()) {
        if (!in.accept('T') && !in.accept('t')) {
            in.expect(' ');
        }
        value += read_time_of_day(in);
        value -= read_offset(in);
    }
    if (!in.ok() || !in.at_end()) {
        return std::nullopt;
    }
    return value;
}

std::string format_duration(microseconds duration) {
    const auto count = duration.count();
    if (count < 1000) {
        return fmt::format("{} us", count);
    }
    if (count < 1000000) {
        return fmt::format("{} ms", count / 1000);
    }
    if (count < 60000000) {
        const auto tenths = count / 100000;
        return fmt::format("{:.1f} s", static_cast<double>(tenths) / 10);
    }
    const auto whole = count / 1000000;
    if (whole < 3600) {
        return fmt::format("{} min {:02} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

std::optional<microseconds> parse_duration(std::string_view text, microseconds default_unit) {
    std::int64_t number = 0;
    const auto [rest, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc{} || number < 0) {
        return std::nullopt;
    }
    auto unit_text = text.substr(static_cast<std::size_t>(rest - text.data()));
    while (!unit_text.empty() && unit_text.front() == ' ') {
        unit_text.remove_prefix(1);
    }
    const auto unit = unit_text.empty() ? std::optional<std::int64_t>{default_unit.count()}
                                        : microseconds_per(unit_text);
    if (!unit || (number != 0 && *unit > std::numeric_limits<std::int64_t>::max() / number)) {
        return std::nullopt;
    }
    return microseconds{number * *unit};
}

} // namespace dunlin
