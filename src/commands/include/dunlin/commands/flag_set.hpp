// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/error.hpp>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace CLI { // NOLINT(readability-identifier-naming): the library's own name
class App;
class Option;
} // namespace CLI

namespace dunlin::commands {

/// A flag or a positional that has just been added, to say more of it. A value of this type only
/// refers to what the flag_set holds.
class flag {
public:
    explicit flag(CLI::Option& option) noexcept : option_(&option) {}

    /// What help calls its value: "FILE".
    flag& takes(const std::string& value_name);
    flag& required();
    /// Given again, it adds a value; each time it takes one word only.
    flag& repeatable();
    /// The value may be left out, and is then the empty string.
    flag& value_optional();
    /// One word may hold several values, with this between them.
    flag& separated_by(char separator);
    /// Numbers from 1.
    flag& positive();
    /// Numbers from 0.
    flag& not_negative();
    flag& one_of(std::initializer_list<const char*> words);
    /// The heading of help under which it stands, in place of the flag_set's present one.
    flag& group(const std::string& heading);
    /// Both together are a usage error.
    flag& excludes(const flag& other);
    /// It alone, without the other, is a usage error.
    flag& needs(const flag& other);

private:
    CLI::Option* option_;
};

/// Where a verb spells its flags. Names are CLI11's: "-f,--file" for flags, a bare word for a
/// positional. What a flag is read into must outlive the parsing.
///
/// It stands between the verbs and CLI11 because that library's header makes some dozen objects at
/// the start of the program for every source that includes it.
class flag_set {
public:
    explicit flag_set(CLI::App& app) noexcept : app_(&app) {}

    flag add(const std::string& names, std::string& into, const std::string& help);
    flag add(const std::string& names, std::optional<std::string>& into, const std::string& help);
    flag add(const std::string& names, std::vector<std::string>& into, const std::string& help);
    flag add(const std::string& names, int& into, const std::string& help);
    flag add(const std::string& names, std::int64_t& into, const std::string& help);
    flag add(const std::string& names, std::uint64_t& into, const std::string& help);
    flag add(const std::string& names, std::optional<int>& into, const std::string& help);
    flag add(const std::string& names, std::optional<std::int64_t>& into, const std::string& help);
    flag add(const std::string& names, std::optional<std::uint64_t>& into, const std::string& help);
    /// Without a value.
    flag add_switch(const std::string& names, bool& into, const std::string& help);
    /// A value that `read` takes; what that throws is the outcome of the parsing.
    flag on_value(const std::string& names, const std::function<void(const std::string&)>& read,
                  const std::string& help);
    /// The same for a flag that is repeatable: `read` is called once for each value.
    flag on_each(const std::string& names, std::function<void(const std::string&)> read,
                 const std::string& help);

    /// The heading of help for what is added from here on.
    void group(const std::string& heading);
    [[nodiscard]] std::string group() const;

    /// Throws what `refusal` makes of the name of a flag that stands on the line before this verb's
    /// own word, and so belongs to the verb above it.
    void refuse_those_of_parent(std::function<error(const std::string&)> refusal);

private:
    CLI::App* app_;
};

} // namespace dunlin::commands
