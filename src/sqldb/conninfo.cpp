// SPDX-License-Identifier: MIT
// libpq directly: libpqxx accepts a connection string but does not show how libpq reads it.
#include "conninfo.hpp"

#include "handle.hpp"
#include "option_environment.hpp"

#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <new>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// No file can have this path, so libpq silently reads no password file.
constexpr const char* no_password_file = "/dev/null/none";

/// No call returns libpq's resolved options without connecting. libpq has resolved and checked all
/// options when it rejects an invalid value of this keyword.
constexpr const char* refused_keyword = "target_session_attrs";
constexpr const char* refused_value = "none of them";

error invalid_url(const std::string& why) {
    return error(error_kind::config, "invalid database URL: " + why);
}

/// The part of a libpq message before the first value that it quotes, because in a misread URL a
/// value may be part of the password.
std::string without_values(std::string_view message) {
    const auto head = trim(message.substr(0, message.find('"')));
    const auto end = head.find_last_not_of(": ");
    return std::string(end == std::string_view::npos ? "it is malformed" : head.substr(0, end + 1));
}

/// libpq reads the first `@` as the end of the password, and a `/` before it as the end of the
/// host. With one of them unescaped, part of the password would be read as a host, port or database
/// name and shown in messages.
void refuse_unescaped_password(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos || url.find('=') < scheme) {
        return;
    }
    const auto body = url.substr(scheme + 3);
    const auto first_at = body.find('@');
    const auto before_query = body.substr(0, body.find('?', first_at == body.npos ? 0 : first_at));
    const auto last_at = before_query.rfind('@');
    if (last_at != first_at || (first_at != body.npos && body.find('/') < first_at)) {
        throw invalid_url("it is ambiguous")
            .with_hint("in a user name or password write @ as %40, / as %2F, : as %3A, % as %25");
    }
}

constexpr const char* valid_url_hint =
    "use a URL such as postgres://user@host:5432/name, or key=value pairs such as "
    "\"host=/run/postgresql dbname=name\"";

/// Parameters that other tools accept in a URL, and what to write instead.
struct foreign_parameter {
    std::string_view name;
    const char* hint;
};
constexpr const char* schema_hint =
    "it is of Prisma or a driver, not of PostgreSQL: remove it, and choose the schema with "
    "?options=-csearch_path%3DNAME";
constexpr const char* remove_hint = "it is of Prisma, not of PostgreSQL: remove it";
constexpr std::array foreign_parameters{
    foreign_parameter{"schema", schema_hint},
    foreign_parameter{"currentSchema", schema_hint},
    foreign_parameter{"search_path", schema_hint},
    foreign_parameter{"connection_limit", remove_hint},
    foreign_parameter{"pool_timeout", remove_hint},
    foreign_parameter{"socket_timeout", remove_hint},
    foreign_parameter{"pgbouncer", remove_hint},
    foreign_parameter{"statement_cache_size", remove_hint},
    foreign_parameter{"sslaccept", "it is of Prisma, not of PostgreSQL: use sslmode"},
};

std::vector<std::string> keywords() {
    std::vector<std::string> names;
    // Parsing an empty text returns all keywords.
    const options_handle all(PQconninfoParse("", nullptr));
    for (const auto* keyword = all.get(); keyword != nullptr && keyword->keyword != nullptr;
         ++keyword) {
        names.emplace_back(keyword->keyword);
    }
    return names;
}

/// Null: not such a parameter.
const foreign_parameter* find_foreign(std::string_view name) {
    const auto* found = std::find_if(foreign_parameters.begin(), foreign_parameters.end(),
                                     [&](const auto& entry) { return entry.name == name; });
    return found == foreign_parameters.end() ? nullptr : found;
}

[[noreturn]] void refuse_parameter(std::string_view name, const std::vector<std::string>& known) {
    const auto problem = invalid_url(fmt::format("unknown parameter \"{}\"", name));
    if (const auto* foreign = find_foreign(name)) {
        throw error(problem).with_hint(foreign->hint);
    }
    const std::string suggestion = closest_match(name, known);
    throw error(problem).with_hint(suggestion.empty()
                                       ? "remove it; the parameters are those of libpq, such as "
                                         "sslmode and connect_timeout"
                                       : fmt::format("did you mean {}?", suggestion));
}

/// Names the parameter of a URL that libpq refuses. A query with an `@` is none: it is part of a
/// password with an unescaped `@`.
void refuse_bad_parameters(std::string_view url) {
    const auto question_mark = url.find('?');
    if (question_mark == url.npos || url.find('@', question_mark) != url.npos) {
        return;
    }
    const auto known = keywords();
    std::string_view rest = url.substr(question_mark + 1);
    while (!rest.empty()) {
        const auto parameter = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), parameter.size() + 1));
        const auto name = parameter.substr(0, parameter.find('='));
        if (name.empty() || name.find('%') != name.npos) {
            continue;
        }
        if (name.size() == parameter.size()) {
            throw invalid_url(fmt::format("the parameter \"{}\" has no value", name))
                .with_hint("write it as name=value, for example ?sslmode=require");
        }
        // libpq reads ssl=true, which JDBC's URLs have, as sslmode=require.
        if (name != "ssl" && std::find(known.begin(), known.end(), name) == known.end()) {
            refuse_parameter(name, known);
        }
    }
}

/// Whether it can be shown: letters, digits, + - and . as in "postgresql+psycopg2".
bool is_scheme(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || c == '+' || c == '-' || c == '.';
    });
}

/// Says what is wrong with the beginning of a text that libpq does not read as a URL.
void refuse_scheme(std::string_view url) {
    if (url.starts_with("jdbc:")) {
        throw invalid_url("it begins with jdbc:").with_hint("remove jdbc: from its beginning");
    }
    const auto end = url.find("://");
    const auto scheme = url.substr(0, end);
    if (end != url.npos && is_scheme(scheme)) {
        throw invalid_url(fmt::format("the scheme is {}://, not postgres://", scheme))
            .with_hint("dunlin connects to PostgreSQL: use a URL such as "
                       "postgres://user@host:5432/name");
    }
    if (url.find('=') == url.npos) {
        throw invalid_url("the scheme postgres:// is missing").with_hint(valid_url_hint);
    }
    throw invalid_url("a keyword has no \"=\" and value").with_hint(valid_url_hint);
}

/// Names the keyword of a text of key=value pairs that libpq does not know, where a known one is
/// like it. Others may be part of a password with an unquoted blank.
void refuse_keyword(std::string_view message) {
    const auto begin = message.find('"') + 1;
    const auto name = message.substr(begin, message.find('"', begin) - begin);
    const auto known = keywords();
    if (find_foreign(name) != nullptr || !closest_match(name, known).empty()) {
        refuse_parameter(name, known);
    }
}

/// Names the wrong part where that cannot show a password.
[[noreturn]] void refuse(std::string_view url, std::string_view message) {
    if (message.starts_with("missing \"=\" after")) {
        refuse_scheme(trim(url));
    }
    if (url.starts_with("postgres://") || url.starts_with("postgresql://")) {
        refuse_bad_parameters(url);
    }
    if (message.starts_with("invalid connection option \"")) {
        refuse_keyword(message);
    }
    throw invalid_url(without_values(message)).with_hint(valid_url_hint);
}

bool is_port(std::string_view text) {
    constexpr unsigned max_port = 65535;
    unsigned port = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), port);
    return problem == std::errc{} && end == text.data() + text.size() && port != 0 &&
           port <= max_port;
}

void refuse_bad_port(const conninfo& options) {
    constexpr const char* escape_hint =
        "in a user name or password write @ as %40, / as %2F, : as %3A, % as %25";
    const std::string ports = value_of(options, "port");
    if (ports.find_first_not_of("0123456789,") != std::string::npos) {
        throw invalid_url("the port is not a number").with_hint(escape_hint);
    }
    std::string_view rest = ports;
    while (!rest.empty()) {
        if (const auto port = next_item(rest); !port.empty() && !is_port(port)) {
            throw invalid_url("the port is not from 1 to 65535").with_hint(escape_hint);
        }
    }
}

/// libpq's nonblocking calls do not read this option, so nobody else would notice.
void refuse_bad_timeout(const conninfo& options) {
    const std::string text = value_of(options, "connect_timeout");
    const auto digits = text.starts_with('-') ? text.substr(1) : text;
    if (digits.find_first_not_of("0123456789") != std::string::npos) {
        throw invalid_url("connect_timeout is not a number of seconds")
            .with_hint("write it as connect_timeout=10");
    }
}

conninfo values_of(const PQconninfoOption* option) {
    conninfo values;
    for (; option != nullptr && option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            values[option->keyword] = option->val;
        }
    }
    return values;
}

conninfo parse(const std::string& url) {
    if (trim(url).empty()) {
        return {};
    }
    refuse_unescaped_password(url);
    char* message = nullptr;
    const options_handle parsed(PQconninfoParse(url.c_str(), &message));
    const text_handle owned_message(message);
    if (!parsed) {
        refuse(url, message == nullptr ? "" : message);
    }
    auto options = values_of(parsed.get());
    refuse_bad_port(options);
    refuse_bad_timeout(options);
    return options;
}

void override_with(conninfo& options, const char* keyword, const std::string& value) {
    if (!value.empty()) {
        options[keyword] = value;
    }
}

/// Setting the host discards what belongs to the URL's hosts: their addresses and a list of ports.
void override_host(conninfo& options, const std::string& host) {
    if (host.empty()) {
        return;
    }
    options["host"] = host;
    options.erase("hostaddr");
    const auto port = options.find("port");
    if (port != options.end() && port->second.find(',') != std::string::npos) {
        options.erase(port);
    }
}

/// A handle whose connection attempt libpq has rejected before connecting.
connection_handle start_refused_connection(const config& settings) {
    auto options = conninfo_of(settings);
    options[refused_keyword] = refused_value;
    const conninfo_arrays arrays(options);
    const option_environment environment(settings, options);
    connection_handle handle(PQconnectStartParams(arrays.keywords.data(), arrays.values.data(), 0));
    if (!handle) {
        throw std::bad_alloc();
    }
    return handle;
}

} // namespace

void free_options::operator()(PQconninfoOption* options) const noexcept {
    PQconninfoFree(options);
}

conninfo conninfo_of(const config& settings) {
    conninfo options = parse(settings.url);
    override_with(options, "user", settings.user);
    override_with(options, "password", settings.password);
    override_host(options, settings.host);
    override_with(options, "port", settings.port == 0 ? "" : std::to_string(settings.port));
    override_with(options, "dbname", settings.name);
    if (settings.ignore_environment) {
        // libpq reads an empty name as its default.
        options["passfile"] = no_password_file;
    }
    override_with(options, "fallback_application_name", settings.application_name);
    options["client_encoding"] = "UTF8";
    return options;
}

resolved_conninfo resolve(const config& settings) {
    const auto handle = start_refused_connection(settings);
    const options_handle options(PQconninfo(handle.get()));
    const char* host = PQhost(handle.get());
    const std::string_view problem = trim(PQerrorMessage(handle.get()));
    const bool is_expected = problem.find(refused_value) != std::string_view::npos;
    return {values_of(options.get()), host == nullptr ? "" : host,
            is_expected ? "" : std::string(problem)};
}

std::string value_of(const conninfo& options, std::string_view keyword) {
    const auto found = options.find(keyword);
    return found == options.end() ? "" : found->second;
}

std::vector<std::string> variables_of_keywords() {
    std::vector<std::string> variables;
    // Parsing an empty text returns all keywords with their variables.
    const options_handle keywords(PQconninfoParse("", nullptr));
    for (const auto* keyword = keywords.get(); keyword != nullptr && keyword->keyword != nullptr;
         ++keyword) {
        if (keyword->envvar != nullptr) {
            variables.emplace_back(keyword->envvar);
        }
    }
    return variables;
}

bool knows_system_certificates() {
    constexpr int first_version = 160000;
    return PQlibVersion() >= first_version;
}

std::string_view next_item(std::string_view& list) {
    const auto item = list.substr(0, list.find(','));
    list.remove_prefix(item.size() < list.size() ? item.size() + 1 : item.size());
    return item;
}

bool has_password(const config& settings) {
    return conninfo_of(settings).contains("password");
}

conninfo_arrays::conninfo_arrays(const conninfo& options) {
    for (const auto& [keyword, value] : options) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
}

} // namespace dunlin::sqldb
