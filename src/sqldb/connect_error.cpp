// SPDX-License-Identifier: MIT
#include "connect_error.hpp"

#include <dunlin/base/clock.hpp>

#include <fmt/format.h>
#include <netdb.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>

namespace dunlin::sqldb {
namespace {

/// The reason of a failure and a hint.
struct finding {
    std::string reason;
    std::string hint;
    bool may_pass = false; ///< see connect_failure
};

bool is_sqlstate(std::string_view text) {
    return text.size() == 5 &&
           text.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string_view::npos;
}

/// A verbose message from the server: "FATAL:  28P01: password authentication failed ...", followed
/// by further lines. The severity is in the server's language, the code never is.
struct server_message {
    std::string sqlstate;
    std::string text;
};

server_message find_server_message(std::string_view all) {
    constexpr std::string_view marker = ":  ";
    for (auto at = all.find(marker); at != all.npos; at = all.find(marker, at + 1)) {
        const auto code = all.substr(at + marker.size(), 5);
        const auto rest = all.substr(std::min(all.size(), at + marker.size() + 5));
        if (is_sqlstate(code) && rest.substr(0, 2) == ": ") {
            return {std::string(code), std::string(rest.substr(2, rest.find('\n') - 2))};
        }
    }
    return {};
}

/// libpq's text without the lines that name locations in the server's source.
std::string without_locations(std::string_view all) {
    std::string result;
    while (!all.empty()) {
        const auto line = all.substr(0, all.find('\n'));
        all.remove_prefix(std::min(all.size(), line.size() + 1));
        if (line.substr(0, 9) != "LOCATION:") {
            result += result.empty() ? "" : "\n";
            result += line;
        }
    }
    return result;
}

bool contains(std::string_view all, std::string_view part) {
    return all.find(part) != std::string_view::npos;
}

/// Whether the role itself was refused. The function is named in every language of the server.
bool is_refusal_of_role(std::string_view all) {
    return contains(all, "InitializeSessionUserId");
}

/// What libpq says beyond the reason: nothing for one attempt to connect, whose text has become the
/// reason.
std::string detail_of(std::string_view all) {
    const std::string text = without_locations(all);
    std::string_view rest = text;
    std::size_t attempts = 0;
    while (!rest.empty()) {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        // Libpq's question whether the server is running is the hint.
        attempts += line.starts_with('\t') ? 0 : 1;
    }
    return attempts > 1 ? text : "";
}

finding of_server(const server_message& message, const failed_attempt& attempt) {
    const auto& code = message.sqlstate;
    if (code == "28P01") {
        return {message.text, "check the user name, and the password in the URL, PGPASSWORD or "
                              "the password file ~/.pgpass"};
    }
    if (code.substr(0, 2) == "28" && is_refusal_of_role(attempt.text)) {
        return {message.text, "name another user in the URL or PGUSER, or create this role with "
                              "LOGIN: `createuser " +
                                  attempt.user + "`"};
    }
    if (code.substr(0, 2) == "28") {
        return {message.text, "the server's pg_hba.conf must allow user \"" + attempt.user +
                                  "\" to connect from this host to database \"" + attempt.database +
                                  "\""};
    }
    if (code == "3D000") {
        return {message.text,
                "create it with `dunlin db create` or `createdb " + attempt.database + "`"};
    }
    if (code == "53300") {
        return {message.text, "close other sessions, or raise max_connections on the server", true};
    }
    if (code == "57P03") {
        return {message.text, "wait until the server is ready with `dunlin db wait`", true};
    }
    // Class 57 is operator intervention: shutdown, crash, restart.
    return {message.text, "", code.substr(0, 2) == "57"};
}

bool is_name_failure(std::string_view all) {
    constexpr std::array codes{EAI_NONAME, EAI_AGAIN, EAI_FAIL, EAI_NODATA};
    for (const int code : codes) {
        if (contains(all, ::gai_strerror(code))) {
            return true;
        }
    }
    return false;
}

std::string address_text(const failed_attempt& attempt) {
    if (attempt.host.starts_with('/')) {
        return fmt::format("the socket {}/.s.PGSQL.{}", attempt.host, attempt.port);
    }
    return fmt::format("host {}, port {}", attempt.host, attempt.port);
}

/// Recognised by the texts of errno and the resolver, which libpq shows in the same language.
finding of_client(const failed_attempt& attempt) {
    const std::string_view all = attempt.text;
    if (attempt.needs_password) {
        return {"the server requires a password, and none was given",
                "set it in PGPASSWORD, the password file ~/.pgpass or the URL"};
    }
    if (contains(all, "does not support SSL")) {
        return {
            "the server does not support TLS, which is required",
            "to connect without TLS, add sslmode=disable (or sslmode=prefer) to the URL, or set "
            "disable_tls"};
    }
    // A missing file is a missing socket only when connecting to a socket.
    const bool is_socket = attempt.host.starts_with('/');
    if (contains(all, std::strerror(ECONNREFUSED)) ||
        (is_socket && contains(all, std::strerror(ENOENT)))) {
        return {"no server is listening on " + address_text(attempt),
                "is the server running, and are host and port right?", true};
    }
    if (is_name_failure(all)) {
        return {fmt::format("unknown host name \"{}\"", attempt.host),
                "check its spelling and the network", true};
    }
    const auto first_line = all.substr(0, all.find('\n'));
    return {std::string(first_line), "",
            !contains(all, "certificate") && !contains(all, "SSL error")};
}

} // namespace

connect_failure connect_error(const config& settings, const failed_attempt& attempt) {
    const auto message = find_server_message(attempt.text);
    const auto found = message.sqlstate.empty() ? of_client(attempt) : of_server(message, attempt);
    connect_failure problem(error_kind::connection, fmt::format("cannot connect to {}: {}",
                                                                describe(settings), found.reason));
    problem.with_hint(found.hint);
    problem.may_pass = found.may_pass;
    problem.sqlstate = message.sqlstate;
    problem.detail = detail_of(attempt.text);
    return problem;
}

connect_failure connect_timeout_error(const config& settings, std::chrono::milliseconds waited) {
    connect_failure problem(
        error_kind::connection,
        fmt::format("cannot connect to {}: no response{}", describe(settings),
                    waited.count() > 0 ? " within " + format_duration(waited) : " in time"));
    problem.with_hint("is the host right, and does a firewall let the port through?");
    problem.may_pass = true;
    return problem;
}

} // namespace dunlin::sqldb
