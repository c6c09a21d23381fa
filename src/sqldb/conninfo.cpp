// SPDX-License-Identifier: MIT
// libpq directly: libpqxx accepts a connection string but does not show how libpq reads it.
#include "conninfo.hpp"

#include "handle.hpp"
#include "option_environment.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

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

void refuse_bad_port(const conninfo& options) {
    const auto port = options.find("port");
    if (port != options.end() &&
        port->second.find_first_not_of("0123456789,") != std::string::npos) {
        throw invalid_url("the port is not a number")
            .with_hint("in a user name or password write @ as %40, / as %2F, : as %3A, % as %25");
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
        throw invalid_url(without_values(message == nullptr ? "" : message))
            .with_hint("use a URL such as postgres://user@host:5432/name, or key=value pairs such "
                       "as \"host=/run/postgresql dbname=name\"");
    }
    auto options = values_of(parsed.get());
    refuse_bad_port(options);
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
