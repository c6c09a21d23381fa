// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/lint/rule.hpp>

#include <span>

namespace dunlin::lint {

// The rules, by the file that has them.
std::span<const rule> index_rules() noexcept;
std::span<const rule> constraint_rules() noexcept;
std::span<const rule> not_null_rules() noexcept;
std::span<const rule> added_column_rules() noexcept;
std::span<const rule> partition_rules() noexcept;
std::span<const rule> maintenance_rules() noexcept;
std::span<const rule> trigger_rules() noexcept;
std::span<const rule> transaction_rules() noexcept;
std::span<const rule> domain_rules() noexcept;
std::span<const rule> column_rewrite_rules() noexcept;
std::span<const rule> type_change_rules() noexcept;
std::span<const rule> table_rewrite_rules() noexcept;
std::span<const rule> dropping_rules() noexcept;
std::span<const rule> row_loss_rules() noexcept;
std::span<const rule> renaming_rules() noexcept;
std::span<const rule> contract_rules() noexcept;
std::span<const rule> function_rules() noexcept;
std::span<const rule> privilege_rules() noexcept;
std::span<const rule> row_security_rules() noexcept;
std::span<const rule> column_type_rules() noexcept;
std::span<const rule> table_design_rules() noexcept;
std::span<const rule> script_rules() noexcept;

} // namespace dunlin::lint
