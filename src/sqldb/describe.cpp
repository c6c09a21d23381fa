// SPDX-License-Identifier: MIT
#include "conninfo.hpp"
#include "option_environment.hpp"

#include <dunlin/base/text.hpp>
#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/observer.hpp>

#include <charconv>
#include <new>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// No call gives libpq's options without connecting; but it has put them together, and found fault
/// with the others, when it refuses an impossible value of this keyword.
constexpr const char* refused_keyword = "target_session_attrs";
constexpr const char* refused_value = "none of them";

std::string value_of(const PQconninfoOption* option, std::string_view keyword) {
    for (; option != nullptr && option->keyword != nullptr; ++option) {
        if (keyword == option->keyword) {
            return option->val == nullptr ? "" : option->val;
        }
    }
    return {};
}

/// Cuts the first item off a list with commas.
std::string_view take_item(std::string_view& list) {
    const auto item = list.substr(0, list.find(','));
    list.remove_prefix(item.size() < list.size() ? item.size() + 1 : item.size());
    return item;
}

/// "a:5432,b:5433" of the hosts "a,b" and the ports "5432,5433"; one port serves all hosts.
std::string pair_up(std::string_view hosts, std::string_view ports) {
    std::string text;
    std::string_view port = "5432";
    while (!hosts.empty()) {
        const auto host = take_item(hosts);
        if (!ports.empty()) {
            port = take_item(ports);
        }
        const bool is_ipv6 = host.find(':') != host.npos;
        text += text.empty() ? "" : ",";
        text += is_ipv6 ? "[" : "";
        text += host;
        text += is_ipv6 ? "]:" : ":";
        text += port.empty() ? "5432" : port;
    }
    return text;
}

} // namespace

connection_handle resolve(const config& settings) {
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

std::string find_option_problem(const config& settings) {
    const auto handle = resolve(settings);
    const std::string message(trim(PQerrorMessage(handle.get())));
    return message.find(refused_value) == std::string::npos ? message : std::string{};
}

std::string describe(const config& settings) {
    const auto handle = resolve(settings);
    const options_handle options(PQconninfo(handle.get()));
    const auto user = value_of(options.get(), "user");
    const auto name = value_of(options.get(), "dbname");
    const auto ports = value_of(options.get(), "port");
    auto hosts = value_of(options.get(), "host");
    if (hosts.empty()) {
        hosts = value_of(options.get(), "hostaddr");
    }
    if (hosts.empty()) {
        hosts = PQhost(handle.get());
    }
    const std::string start = "postgres://" + (user.empty() ? "" : user + "@");
    const bool is_socket = hosts.empty() || hosts.front() == '/' || hosts.front() == '@';
    if (!is_socket) {
        return start + pair_up(hosts, ports) + "/" + name;
    }
    // A directory cannot stand in the host's place of a URL without being made unreadable.
    return start + "/" + name + (hosts.empty() ? "" : "?host=" + hosts) +
           (ports.empty() || ports == "5432" ? "" : "&port=" + ports);
}

server_address address_of(const config& settings) {
    const auto handle = resolve(settings);
    const options_handle options(PQconninfo(handle.get()));
    const std::string hosts = value_of(options.get(), "host");
    const std::string ports = value_of(options.get(), "port");
    std::string_view host_list = hosts;
    std::string_view port_list = ports;
    server_address made;
    made.host = hosts.empty() ? PQhost(handle.get()) : std::string(take_item(host_list));
    const auto port = ports.empty() ? "5432" : take_item(port_list);
    std::from_chars(port.data(), port.data() + port.size(), made.port);
    made.database = value_of(options.get(), "dbname");
    return made;
}

std::string resolved_value(const config& settings, std::string_view keyword) {
    const auto handle = resolve(settings);
    const options_handle options(PQconninfo(handle.get()));
    return value_of(options.get(), keyword);
}

std::string database_name(const config& settings) {
    return resolved_value(settings, "dbname");
}

} // namespace dunlin::sqldb
