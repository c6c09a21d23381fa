// SPDX-License-Identifier: MIT
#include <dunlin/commands/flag_set.hpp>
#include <dunlin/commands/flag_value.hpp>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace dunlin::commands {
namespace {

/// Nothing for text that is not a whole number, and for one out of Number's range.
template <class Number> std::optional<Number> parse_number(const std::string& word) {
    Number number = 0;
    const char* end = word.data() + word.size();
    const auto [stop, problem] = std::from_chars(word.data(), end, number);
    return problem == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

/// CLI11's own conversion reports errors in terms of C++ and truncates numbers that are too large.
template <class Number, class Target>
CLI::Option* add_number(CLI::App& app, const std::string& names, Target& value,
                        const std::string& help) {
    const std::string name = names.substr(names.rfind(',') + 1);
    return app.add_option_function<std::string>(
        names,
        [name, &value](const std::string& word) {
            const auto number = parse_number<Number>(word);
            if (!number) {
                throw invalid_value(name, word, "write a whole number");
            }
            value = *number;
        },
        help);
}

void check_minimum(CLI::Option* option, std::int64_t minimum) {
    option->check([option, minimum](const std::string& word) {
        const auto number = parse_number<std::int64_t>(word);
        if (!number || *number < minimum) {
            throw invalid_value(option->get_name(), word,
                                fmt::format("write a whole number from {}", minimum));
        }
        return std::string();
    });
}

} // namespace

flag& flag::value_name(const std::string& name) {
    option_->type_name(name);
    return *this;
}

flag& flag::required() {
    option_->required();
    return *this;
}

flag& flag::repeatable() {
    option_->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
    return *this;
}

flag& flag::value_optional() {
    option_->expected(0, 1);
    return *this;
}

flag& flag::separated_by(char separator) {
    option_->delimiter(separator);
    return *this;
}

flag& flag::positive() {
    check_minimum(option_, 1);
    return *this;
}

flag& flag::not_negative() {
    check_minimum(option_, 0);
    return *this;
}

flag& flag::one_of(std::initializer_list<const char*> choices) {
    option_->check(
        [option = option_, choices = std::vector<std::string>(choices.begin(), choices.end())](
            const std::string& word) {
            if (std::find(choices.begin(), choices.end(), word) == choices.end()) {
                throw invalid_choice(option->get_name(), word, choices);
            }
            return std::string();
        });
    return *this;
}

flag& flag::group(const std::string& heading) {
    option_->group(heading);
    return *this;
}

flag& flag::excludes(const flag& other) {
    option_->excludes(other.option_);
    return *this;
}

flag& flag::needs(const flag& other) {
    option_->needs(other.option_);
    return *this;
}

flag& flag::hidden() {
    // CLI11 hides the options of a group without a name.
    return group("");
}

flag flag_set::add(const std::string& names, std::string& value, const std::string& help) {
    return flag(*app_->add_option(names, value, help));
}

flag flag_set::add(const std::string& names, std::optional<std::string>& value,
                   const std::string& help) {
    return flag(*app_->add_option(names, value, help));
}

flag flag_set::add(const std::string& names, std::vector<std::string>& value,
                   const std::string& help) {
    return flag(*app_->add_option(names, value, help));
}

flag flag_set::add(const std::string& names, int& value, const std::string& help) {
    return flag(*add_number<int>(*app_, names, value, help));
}

flag flag_set::add(const std::string& names, std::int64_t& value, const std::string& help) {
    return flag(*add_number<std::int64_t>(*app_, names, value, help));
}

flag flag_set::add(const std::string& names, std::uint64_t& value, const std::string& help) {
    return flag(*add_number<std::uint64_t>(*app_, names, value, help));
}

flag flag_set::add(const std::string& names, std::optional<int>& value, const std::string& help) {
    return flag(*add_number<int>(*app_, names, value, help));
}

flag flag_set::add(const std::string& names, std::optional<std::int64_t>& value,
                   const std::string& help) {
    return flag(*add_number<std::int64_t>(*app_, names, value, help));
}

flag flag_set::add(const std::string& names, std::optional<std::uint64_t>& value,
                   const std::string& help) {
    return flag(*add_number<std::uint64_t>(*app_, names, value, help));
}

flag flag_set::add_switch(const std::string& names, bool& value, const std::string& help) {
    auto* option = app_->add_flag(names, value, help);
    // CLI11 would read "--all=no" as false.
    option->disable_flag_override();
    return flag(*option);
}

flag flag_set::on_value(const std::string& names,
                        const std::function<void(const std::string&)>& read,
                        const std::string& help) {
    return flag(*app_->add_option_function<std::string>(names, read, help));
}

flag flag_set::on_each(const std::string& names, std::function<void(const std::string&)> read,
                       const std::string& help) {
    const auto read_all = [read = std::move(read)](const std::vector<std::string>& values) {
        for (const auto& value : values) {
            read(value);
        }
    };
    return flag(*app_->add_option_function<std::vector<std::string>>(names, read_all, help))
        .repeatable();
}

void flag_set::group(const std::string& heading) {
    app_->option_defaults()->group(heading);
}

std::string flag_set::group() const {
    return app_->option_defaults()->get_group();
}

void flag_set::refuse_parent_options(std::function<error(const std::string&)> make_error) {
    const CLI::App* parent = app_->get_parent();
    app_->parse_complete_callback([parent, make_error = std::move(make_error)] {
        for (const CLI::Option* option : parent->get_options()) {
            if (option->count() > 0) {
                throw make_error(option->get_name());
            }
        }
    });
}

} // namespace dunlin::commands
