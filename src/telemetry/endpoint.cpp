// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/telemetry/endpoint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace dunlin::telemetry {
namespace {

using pairs = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const environment& variables, const std::string& name) {
    return std::string(trim(variables(name).value_or("")));
}

/// The value for traces, else the one for all signals.
std::string setting(const environment& variables, const std::string& name) {
    const std::string own = text_of(variables, "OTEL_EXPORTER_OTLP_TRACES_" + name);
    return own.empty() ? text_of(variables, "OTEL_EXPORTER_OTLP_" + name) : own;
}

bool is_off(const environment& variables) {
    const std::string exporter = text_of(variables, "OTEL_TRACES_EXPORTER");
    return text_of(variables, "OTEL_SDK_DISABLED") == "true" ||
           (!exporter.empty() && exporter.find("otlp") == std::string::npos);
}

std::string percent_decoded(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size(); ++at) {
        unsigned byte = 0;
        if (text[at] == '%' && at + 2 < text.size() &&
            std::from_chars(text.data() + at + 1, text.data() + at + 3, byte, 16).ptr ==
                text.data() + at + 3) {
            result += static_cast<char>(byte);
            at += 2;
        } else {
            result += text[at];
        }
    }
    return result;
}

/// Reads "name=value,name=value" with percent-encoded values. Returns false when a part has no
/// name.
bool read_pairs(std::string_view list, pairs& into) {
    bool is_valid = true;
    while (!list.empty()) {
        const std::string_view item = list.substr(0, list.find(','));
        list.remove_prefix(std::min(item.size() + 1, list.size()));
        const std::size_t equals = item.find('=');
        if (trim(item).empty()) {
            continue;
        }
        const auto name = trim(item.substr(0, equals));
        if (equals == std::string_view::npos || name.empty()) {
            is_valid = false;
            continue;
        }
        into.emplace_back(name, percent_decoded(trim(item.substr(equals + 1))));
    }
    return is_valid;
}

std::string url_of(const environment& variables) {
    // The endpoint for traces is used unchanged.
    std::string url = text_of(variables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    if (!url.empty()) {
        return url;
    }
    url = text_of(variables, "OTEL_EXPORTER_OTLP_ENDPOINT");
    if (url.empty()) {
        return url;
    }
    return url + (url.back() == '/' ? "v1/traces" : "/v1/traces");
}

void require_http(const environment& variables, const std::string& url) {
    if (setting(variables, "PROTOCOL") == "grpc") {
        throw error(
            error_kind::config,
            "no spans are sent: OTEL_EXPORTER_OTLP_PROTOCOL is grpc, but dunlin supports only "
            "HTTP with JSON")
            .with_hint("set OTEL_EXPORTER_OTLP_TRACES_ENDPOINT to the collector's HTTP port, or "
                       "OTEL_TRACES_EXPORTER to none");
    }
    if (!url.starts_with("http://") && !url.starts_with("https://")) {
        throw error(
            error_kind::config,
            "no spans are sent: OTEL_EXPORTER_OTLP_ENDPOINT is not a URL that begins with http:// "
            "or https://");
    }
}

std::chrono::milliseconds timeout_of(const environment& variables,
                                     std::chrono::milliseconds default_timeout) {
    const std::string text = setting(variables, "TIMEOUT");
    std::int64_t count = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), count).ptr;
    const bool is_valid = !text.empty() && end == text.data() + text.size() && count > 0;
    return is_valid ? std::chrono::milliseconds(count) : default_timeout;
}

pairs headers_of(const environment& variables) {
    pairs headers;
    const bool is_valid = read_pairs(setting(variables, "HEADERS"), headers);
    const bool one_line = std::none_of(headers.begin(), headers.end(), [](const auto& header) {
        return (header.first + header.second).find_first_of(std::string_view("\r\n\0", 3)) !=
               std::string::npos;
    });
    if (!is_valid || !one_line) {
        throw error(
            error_kind::config,
            "no spans are sent: OTEL_EXPORTER_OTLP_HEADERS is not a comma-separated list of "
            "name=value");
    }
    return headers;
}

} // namespace

std::optional<otlp_endpoint> otlp_endpoint_of(const environment& variables) {
    otlp_endpoint endpoint;
    endpoint.url = url_of(variables);
    if (endpoint.url.empty() || is_off(variables)) {
        return std::nullopt;
    }
    require_http(variables, endpoint.url);
    endpoint.headers = headers_of(variables);
    endpoint.timeout = timeout_of(variables, endpoint.timeout);
    endpoint.certificate = setting(variables, "CERTIFICATE");
    endpoint.client_certificate = setting(variables, "CLIENT_CERTIFICATE");
    endpoint.client_key = setting(variables, "CLIENT_KEY");
    return endpoint;
}

attributes resource_of(const environment& variables, std::string_view version) {
    pairs configured;
    read_pairs(text_of(variables, "OTEL_RESOURCE_ATTRIBUTES"), configured);
    attributes resource{{"service.name", "dunlin"}, {"service.version", std::string(version)}};
    const auto set = [&](const std::string& name, std::string value) {
        const auto known =
            std::find_if(resource.begin(), resource.end(), [&](const auto& known_attribute) {
                return known_attribute.first == name;
            });
        if (known != resource.end()) {
            known->second = std::move(value);
        } else {
            resource.emplace_back(name, std::move(value));
        }
    };
    for (auto& [name, value] : configured) {
        set(name, std::move(value));
    }
    if (std::string name = text_of(variables, "OTEL_SERVICE_NAME"); !name.empty()) {
        set("service.name", std::move(name));
    }
    return resource;
}

} // namespace dunlin::telemetry
