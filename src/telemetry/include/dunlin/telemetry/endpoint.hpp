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
    std::chrono::milliseconds timeout{10000}; ///< for all that is sent, retries included
    std::string certificate;                  ///< file of the authorities that are trusted
    std::string client_certificate;
    std::string client_key;
};

/// What OpenTelemetry's own variables say: OTEL_EXPORTER_OTLP_ENDPOINT, _HEADERS, _TIMEOUT,
/// _CERTIFICATE, _CLIENT_CERTIFICATE, _CLIENT_KEY and their forms with _TRACES_, which go first.
/// nullopt when no endpoint is named, or OTEL_SDK_DISABLED or OTEL_TRACES_EXPORTER forbid it.
/// Throws error(config) for gRPC, for a URL that is not http or https, and for malformed headers;
/// no header's value is in the message.
std::optional<otlp_endpoint> otlp_endpoint_of(const environment& variables);

/// The attributes of the program itself: OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME (or "dunlin"),
/// and this version. What is malformed is left out.
attributes resource_of(const environment& variables, std::string_view version);

} // namespace dunlin::telemetry
