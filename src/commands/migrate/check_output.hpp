// SPDX-License-Identifier: MIT
#pragma once

#include "shared/check_report.hpp"

#include <dunlin/migrator/check.hpp>

#include <string>

namespace dunlin::commands {

class context;

/// Every file as something that was checked.
check_report report_of(const migrator::checked_source& checked);

/// The findings on stdout: for people as a compiler writes them, as one JSON document, or as rows.
/// `against` is the revision, or empty.
void write_check(const migrator::checked_source& checked, const std::string& path,
                 const std::string& against, context& context);

} // namespace dunlin::commands
