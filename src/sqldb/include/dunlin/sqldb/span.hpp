// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqldb/observer.hpp>

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dunlin::sqldb {

/// An attribute of a span, named by OpenTelemetry's semantic conventions for PostgreSQL (version
/// 1.33: db.query.text, db.response.status_code, server.address ...).
struct span_attribute {
    std::string name;
    std::variant<std::string, std::int64_t> value;
};

/// The span of a statement or a connection, of kind CLIENT. Values are masked, and texts longer
/// than 2 KiB are truncated.
struct span_facts {
    std::string name; ///< "INSERT public.widgets"; of low cardinality
    std::vector<span_attribute> attributes;
    bool failed = false;
};

span_facts describe_span(const statement_event& event);
span_facts describe_span(const connect_event& event);

} // namespace dunlin::sqldb
