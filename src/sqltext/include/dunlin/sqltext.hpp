// SPDX-License-Identifier: MIT
#pragma once

// All of sqltext.

#include <dunlin/sqltext/actions.hpp>
#include <dunlin/sqltext/check_expression.hpp>
#include <dunlin/sqltext/classify.hpp>
#include <dunlin/sqltext/masked.hpp>
#include <dunlin/sqltext/object_name.hpp>
#include <dunlin/sqltext/parameters.hpp>
#include <dunlin/sqltext/script.hpp>
#include <dunlin/sqltext/secrets.hpp>
#include <dunlin/sqltext/statement.hpp>
#include <dunlin/sqltext/syntax.hpp>
#include <dunlin/sqltext/target.hpp>
#include <dunlin/sqltext/tokens.hpp>
#include <dunlin/sqltext/written_tables.hpp>
