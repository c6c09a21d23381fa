// SPDX-License-Identifier: MIT
#pragma once

// All of telemetry.

#include <dunlin/telemetry/endpoint.hpp>
#include <dunlin/telemetry/metrics_file.hpp>
#include <dunlin/telemetry/metrics_page.hpp>
#include <dunlin/telemetry/migration_metrics.hpp>
#include <dunlin/telemetry/operation_metrics.hpp>
#include <dunlin/telemetry/otlp_sender.hpp>
#include <dunlin/telemetry/span.hpp>
#include <dunlin/telemetry/statement_log.hpp>
#include <dunlin/telemetry/statement_record.hpp>
#include <dunlin/telemetry/trace_context.hpp>
#include <dunlin/telemetry/trace_file.hpp>
#include <dunlin/telemetry/tracer.hpp>
