// SPDX-License-Identifier: MIT
#pragma once

// All of base.

#include <dunlin/base/clock.hpp>
#include <dunlin/base/closest_match.hpp>
#include <dunlin/base/csv_reader.hpp>
#include <dunlin/base/cursor.hpp>
#include <dunlin/base/delegate.hpp>
#include <dunlin/base/descriptor.hpp>
#include <dunlin/base/digest.hpp>
#include <dunlin/base/entity_rules.hpp>
#include <dunlin/base/entity_services.hpp>
#include <dunlin/base/environment.hpp>
#include <dunlin/base/error.hpp>
#include <dunlin/base/exit_code.hpp>
#include <dunlin/base/file.hpp>
#include <dunlin/base/file_error.hpp>
#include <dunlin/base/hidden_values.hpp>
#include <dunlin/base/interruption.hpp>
#include <dunlin/base/json_reader.hpp>
#include <dunlin/base/operation.hpp>
#include <dunlin/base/page.hpp>
#include <dunlin/base/position.hpp>
#include <dunlin/base/process.hpp>
#include <dunlin/base/short_text.hpp>
#include <dunlin/base/sort_order.hpp>
#include <dunlin/base/stored_value.hpp>
#include <dunlin/base/summarize.hpp>
#include <dunlin/base/temporary_file.hpp>
#include <dunlin/base/text.hpp>
#include <dunlin/base/utf16.hpp>
#include <dunlin/base/uuid.hpp>
