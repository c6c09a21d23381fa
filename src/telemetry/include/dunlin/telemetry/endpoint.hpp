// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/base/environment.hpp>
#include <dunlin/telemetry/span.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dunlin::telemetry {

/// Where spans are sent over HTTP, and how.
struct otlp_endpoint {
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::chrono::milliseconds timeout{10000}; ///< for the whole export, retries included
    std::string certificate;                  ///< file with the trusted certificate authorities
    std::string client_certificate;
    std::string client_key;
};

/// Reads OpenTelemetry's own variables: OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS, _TIMEOUT,
/// _CERTIFICATE, _CLIENT_CERTIFICATE, _CLIENT_KEY and their variants with _TRACES_, which take
/// precedence. nullopt when no endpoint is set, or OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER
/// disables the export. Throws error(config) for gRPC, for a URL that is not http or https, and for
/// malformed headers; the message contains no header's value.
std::optional<otlp_endpoint> otlp_endpoint_of(const environment& variables);

/// The attributes of the program itself: OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME (or "dunlin"),
/// and this version. Malformed attributes are omitted.
attributes resource_of(const environment& variables, std::string_view version);

} // namespace dunlin::telemetry
