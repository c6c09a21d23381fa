// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/sqltext/object_name.hpp>

#include <nlohmann/json_fwd.hpp>

#include <string>

// Reads libpg_query's parse tree, which omits members that are false, zero or absent.
namespace dunlin::sqltext {

/// Null JSON when there is no such member.
const nlohmann::json& member(const nlohmann::json& node, const char* name);
std::string text_of(const nlohmann::json& node, const char* name);
bool flag(const nlohmann::json& node, const char* name);
/// The name in a RangeVar.
object_name relation_name(const nlohmann::json& relation);
/// The name in a list of String nodes, the last of which is the name and the one before it the
/// schema.
object_name listed_name(const nlohmann::json& strings);

} // namespace dunlin::sqltext
