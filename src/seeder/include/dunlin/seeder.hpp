// SPDX-License-Identifier: MIT
#pragma once

// All of seeder.

#include <dunlin/seeder/apply.hpp>
#include <dunlin/seeder/generate.hpp>
#include <dunlin/seeder/load.hpp>
#include <dunlin/seeder/report.hpp>
#include <dunlin/seeder/seed_set.hpp>
