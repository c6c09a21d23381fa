// SPDX-License-Identifier: MIT
// libpq directly: libpqxx takes a connection string and never shows what libpq made of it.
#include "conninfo.hpp"

#include "handle.hpp"
#include "option_environment.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>

#include <new>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// Nothing can have this path, so libpq looks no further and says nothing.
constexpr const char* no_password_file = "/dev/null/none";

/// No call gives libpq's options without connecting; but it has put them together, and found fault
/// with the others, when it refuses an impossible value of this keyword.
constexpr const char* refused_keyword = "target_session_attrs";
constexpr const char* refused_value = "none of them";

error invalid_url(const std::string& why) {
    return error(error_kind::config, "the database URL cannot be understood: " + why);
}

/// What of a message of libpq stands before the first value that it quotes. Values may be parts of
/// a password: that is where the misreading of a URL begins.
std::string without_values(std::string_view message) {
    const auto head = trim(message.substr(0, message.find('"')));
    const auto end = head.find_last_not_of(": ");
    return std::string(end == std::string_view::npos ? "it is malformed" : head.substr(0, end + 1));
}

/// libpq takes the first `@` for the end of the password, and a `/` before it for the end of the
/// host. A password with one of them unescaped would be read as a host, port or database name and
/// shown in messages as such.
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
        throw invalid_url("more than one reading is possible")
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
            .with_hint("give a URL such as postgres://user@host:5432/name, or key=value pairs such "
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

/// A host of its own makes what the URL says about its hosts void: the address that would be used
/// in the name's place, and a list of ports.
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

/// Never connected.
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
        // libpq takes an empty name for its default one.
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
    // An empty text has no values: it gives the keywords, each with its variable.
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
