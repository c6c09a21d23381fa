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

/// A flag or a positional that was added to a flag_set, to set its properties. It only refers to
/// the flag_set's own object.
class flag {
public:
    explicit flag(CLI::Option& option) noexcept : option_(&option) {}

    /// The name of its value in help: "FILE".
    flag& value_name(const std::string& name);
    flag& required();
    /// It can be given several times, each time with one value.
    flag& repeatable();
    /// The value may be omitted and is then the empty string.
    flag& value_optional();
    /// One argument may hold several values with this between them.
    flag& separated_by(char separator);
    /// Accepts whole numbers from 1.
    flag& positive();
    /// Accepts whole numbers from 0.
    flag& not_negative();
    flag& one_of(std::initializer_list<const char*> choices);
    /// The heading in help, instead of the flag_set's current one.
    flag& group(const std::string& heading);
    /// Giving both is a usage error.
    flag& excludes(const flag& other);
    /// Giving it without the other is a usage error.
    flag& needs(const flag& other);
    /// Help, man pages and completion leave it out: an old name that still works.
    flag& hidden();

private:
    CLI::Option* option_;
};

/// Adds a verb's flags and positionals. Names are written as for CLI11: "-f,--file" for a flag, a
/// bare word for a positional. The variable that a flag is read into must outlive the parsing.
///
/// The verbs do not use CLI11 directly because its header creates about a dozen objects at program
/// start in every source that includes it.
class flag_set {
public:
    explicit flag_set(CLI::App& app) noexcept : app_(&app) {}

    flag add(const std::string& names, std::string& value, const std::string& help);
    flag add(const std::string& names, std::optional<std::string>& value, const std::string& help);
    flag add(const std::string& names, std::vector<std::string>& value, const std::string& help);
    flag add(const std::string& names, int& value, const std::string& help);
    flag add(const std::string& names, std::int64_t& value, const std::string& help);
    flag add(const std::string& names, std::uint64_t& value, const std::string& help);
    flag add(const std::string& names, std::optional<int>& value, const std::string& help);
    flag add(const std::string& names, std::optional<std::int64_t>& value, const std::string& help);
    flag add(const std::string& names, std::optional<std::uint64_t>& value,
             const std::string& help);
    /// Without a value.
    flag add_switch(const std::string& names, bool& value, const std::string& help);
    /// Passes the value to `read`; what that throws ends the parsing.
    flag on_value(const std::string& names, const std::function<void(const std::string&)>& read,
                  const std::string& help);
    /// The same for a repeatable flag: `read` is called once for each value.
    flag on_each(const std::string& names, std::function<void(const std::string&)> read,
                 const std::string& help);

    /// The heading in help for the flags that are added next.
    void group(const std::string& heading);
    [[nodiscard]] std::string group() const;

    /// Makes the parsing fail when an option of the parent verb was given. `make_error` gets its
    /// name.
    void refuse_parent_options(std::function<error(const std::string&)> make_error);

private:
    CLI::App* app_;
};

} // namespace dunlin::commands
