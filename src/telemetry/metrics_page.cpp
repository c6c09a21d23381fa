// SPDX-License-Identifier: MIT
#include "label_value.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/telemetry/metrics_page.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace dunlin::telemetry {
namespace {

std::string label_text(const std::pair<std::string, std::string>& label) {
    return fmt::format("{}=\"{}\"", label.first, escaped_label_value(label.second));
}

std::string format_labels(const labels& all) {
    std::string text;
    for (const auto& label : all) {
        text += (text.empty() ? "{" : ",") + label_text(label);
    }
    return text.empty() ? text : text + "}";
}

/// The end of "{...}"; braces inside values are skipped.
std::size_t end_of_labels(std::string_view line, std::size_t begin) {
    bool quoted = false;
    for (std::size_t at = begin; at < line.size(); ++at) {
        if (quoted && line[at] == '\\') {
            ++at;
        } else if (line[at] == '"') {
            quoted = !quoted;
        } else if (!quoted && line[at] == '}') {
            return at + 1;
        }
    }
    return begin;
}

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return text.empty() || end.ptr != text.data() + text.size() ? std::nullopt
                                                                : std::optional(number);
}

} // namespace

std::string escaped_label_value(std::string_view text) {
    std::string result;
    for (const char c : text) {
        if (c == '\\' || c == '"') {
            result += '\\';
        }
        result += c == '\n' ? std::string("\\n") : std::string(1, c);
    }
    return result;
}

metrics_page::metrics_page(std::vector<family> families) : families_(std::move(families)) {}

bool metrics_page::is_known(std::string_view name) const {
    return std::any_of(families_.begin(), families_.end(),
                       [&](const family& known) { return known.name == name; });
}

void metrics_page::read(std::string_view text) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const std::size_t name_end = std::min(line.find_first_of("{ "), line.size());
        const std::string_view name = line.substr(0, name_end);
        const bool has_labels = name_end < line.size() && line[name_end] == '{';
        const std::size_t value_at = has_labels ? end_of_labels(line, name_end) : name_end;
        const auto value = number_of(trim(line.substr(value_at)));
        if (is_known(name) && value && !(has_labels && value_at == name_end)) {
            samples_[std::string(name)][std::string(line.substr(name_end, value_at - name_end))] =
                *value;
        }
    }
}

void metrics_page::set(const std::string& name, const labels& of, double value) {
    samples_[name][format_labels(of)] = value;
}

void metrics_page::add(const std::string& name, const labels& of, double increment) {
    samples_[name][format_labels(of)] += increment;
}

void metrics_page::remove(const std::string& name, const labels& of) {
    std::erase_if(samples_[name], [&](const auto& sample) {
        return std::all_of(of.begin(), of.end(), [&](const auto& label) {
            const std::string expected = label_text(label);
            return sample.first.find("{" + expected) == 0 ||
                   sample.first.find("," + expected) != std::string::npos;
        });
    });
}

std::string metrics_page::text() const {
    std::string page;
    for (const family& described : families_) {
        const auto found = samples_.find(described.name);
        if (found == samples_.end() || found->second.empty()) {
            continue;
        }
        page += fmt::format("# HELP {} {}\n# TYPE {} {}\n", described.name, described.help,
                            described.name, described.type);
        for (const auto& [of, value] : found->second) {
            page += fmt::format("{}{} {}\n", described.name, of, value);
        }
    }
    return page;
}

} // namespace dunlin::telemetry
