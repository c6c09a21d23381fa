// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// Overwrites the arguments that hold a password with their redacted form, in memory, so that no
/// process list shows it. No argument gets longer.
void mask_arguments(int argc, char** argv);

} // namespace dunlin::cli
