// SPDX-License-Identifier: MIT
#pragma once

// All of migrator.

#include <dunlin/migrator/adopt.hpp>
#include <dunlin/migrator/check.hpp>
#include <dunlin/migrator/convert.hpp>
#include <dunlin/migrator/events.hpp>
#include <dunlin/migrator/history.hpp>
#include <dunlin/migrator/ledger.hpp>
#include <dunlin/migrator/migration.hpp>
#include <dunlin/migrator/observer.hpp>
#include <dunlin/migrator/plan.hpp>
#include <dunlin/migrator/preview.hpp>
#include <dunlin/migrator/renumber.hpp>
#include <dunlin/migrator/repair.hpp>
#include <dunlin/migrator/report.hpp>
#include <dunlin/migrator/runner.hpp>
#include <dunlin/migrator/scaffold.hpp>
#include <dunlin/migrator/settings.hpp>
#include <dunlin/migrator/source.hpp>
#include <dunlin/migrator/statements.hpp>
#include <dunlin/migrator/version.hpp>
