// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// Overwrites arguments that contain a password with their redacted form, so that process lists do
/// not show it. No argument becomes longer.
void mask_passwords(int argc, char** argv);

} // namespace dunlin::cli
