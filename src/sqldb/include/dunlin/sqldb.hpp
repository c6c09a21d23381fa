// SPDX-License-Identifier: MIT
#pragma once

// All of sqldb but <dunlin/sqldb/adopt.hpp>, which needs libpqxx.

#include <dunlin/sqldb/codec.hpp>
#include <dunlin/sqldb/config.hpp>
#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqldb/copy.hpp>
#include <dunlin/sqldb/error.hpp>
#include <dunlin/sqldb/executor.hpp>
#include <dunlin/sqldb/json_value.hpp>
#include <dunlin/sqldb/list.hpp>
#include <dunlin/sqldb/mapping.hpp>
#include <dunlin/sqldb/metrics.hpp>
#include <dunlin/sqldb/observer.hpp>
#include <dunlin/sqldb/parameters.hpp>
#include <dunlin/sqldb/pending_connection.hpp>
#include <dunlin/sqldb/pool.hpp>
#include <dunlin/sqldb/query.hpp>
#include <dunlin/sqldb/result.hpp>
#include <dunlin/sqldb/roles_script.hpp>
#include <dunlin/sqldb/span.hpp>
#include <dunlin/sqldb/stream.hpp>
#include <dunlin/sqldb/transaction.hpp>
#include <dunlin/sqldb/types.hpp>
