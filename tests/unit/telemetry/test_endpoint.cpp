// SPDX-License-Identifier: MIT
#include <dunlin/base/error.hpp>
#include <dunlin/telemetry/endpoint.hpp>

#include <doctest/doctest.h>
#include <support/caught.hpp>

#include <map>
#include <string>

using namespace dunlin::telemetry;
using dunlin::test::caught;

namespace {

using variables = std::map<std::string, std::string>;

dunlin::environment of(const variables& all) {
    return [all](const std::string& name) -> std::optional<std::string> {
        const auto found = all.find(name);
        return found == all.end() ? std::nullopt : std::optional(found->second);
    };
}

std::string url_of(const variables& all) {
    const auto found = otlp_endpoint_of(of(all));
    return found ? found->url : "(none)";
}

std::string text_of(const attributes& all, const std::string& name) {
    for (const auto& [key, value] : all) {
        if (key == name) {
            return std::get<std::string>(value);
        }
    }
    return "(none)";
}

} // namespace

TEST_CASE("the endpoint of all signals gets the path of traces, the one of traces is taken as is") {
    CHECK(url_of({}) == "(none)");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", ""}}) == "(none)");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"}}) == "http://c:4318/v1/traces");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318/a/"}}) ==
          "http://c:4318/a/v1/traces");
    CHECK(url_of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"},
                  {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "https://t/in"}}) == "https://t/in");
}

TEST_CASE("the variables that turn tracing off do") {
    const variables named{{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318"}};
    for (const auto& [name, value] :
         variables{{"OTEL_SDK_DISABLED", "true"}, {"OTEL_TRACES_EXPORTER", "none"}}) {
        variables with = named;
        with[name] = value;
        CHECK_MESSAGE(url_of(with) == "(none)", name);
    }
    variables otlp = named;
    otlp["OTEL_TRACES_EXPORTER"] = "otlp,console";
    CHECK(url_of(otlp) == "http://c:4318/v1/traces");
}

TEST_CASE("headers are decoded, and those of traces go first") {
    const auto found = otlp_endpoint_of(
        of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c"},
            {"OTEL_EXPORTER_OTLP_HEADERS", "authorization=Basic%20YTpi, x-tenant = a%2Cb ,"},
            {"OTEL_EXPORTER_OTLP_TIMEOUT", "2500"}}));
    REQUIRE(found);
    using pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(found->headers == pairs{{"authorization", "Basic YTpi"}, {"x-tenant", "a,b"}});
    CHECK(found->timeout == std::chrono::milliseconds(2500));
    CHECK(otlp_endpoint_of(of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c"},
                               {"OTEL_EXPORTER_OTLP_HEADERS", "a=1"},
                               {"OTEL_EXPORTER_OTLP_TRACES_HEADERS", "a=2%"}}))
              ->headers == pairs{{"a", "2%"}});
}

TEST_CASE("what cannot be sent to is said without a secret") {
    const auto message = [](variables more) {
        more.emplace("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c");
        return caught<dunlin::error>([&] { otlp_endpoint_of(of(more)); }).message();
    };
    CHECK(message({{"OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"}}).find("grpc") != std::string::npos);
    CHECK(message({{"OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317"}}).find("http://") !=
          std::string::npos);
    CHECK(message({{"OTEL_EXPORTER_OTLP_HEADERS", "s3cret"}}).find("s3cret") == std::string::npos);
    CHECK(message({{"OTEL_EXPORTER_OTLP_HEADERS", "a=s3cret%0D%0Ab: c"}}).find("s3cret") ==
          std::string::npos);
}

TEST_CASE("a bad timeout is the usual one") {
    for (const char* text : {"", "soon", "-1", "0", "5s"}) {
        CHECK(otlp_endpoint_of(of({{"OTEL_EXPORTER_OTLP_ENDPOINT", "http://c"},
                                   {"OTEL_EXPORTER_OTLP_TIMEOUT", text}}))
                  ->timeout == std::chrono::seconds(10));
    }
}

TEST_CASE("the resource names the service, its version and what the environment adds") {
    const auto plain = resource_of(of({}), "1.2.3");
    CHECK(text_of(plain, "service.name") == "dunlin");
    CHECK(text_of(plain, "service.version") == "1.2.3");
    const auto more =
        resource_of(of({{"OTEL_RESOURCE_ATTRIBUTES", "deployment.environment=ci,team=a%20b,broken"},
                        {"OTEL_SERVICE_NAME", "shop-migrations"}}),
                    "1.2.3");
    CHECK(text_of(more, "service.name") == "shop-migrations");
    CHECK(text_of(more, "deployment.environment") == "ci");
    CHECK(text_of(more, "team") == "a b");
    CHECK(more.size() == 4);
}
