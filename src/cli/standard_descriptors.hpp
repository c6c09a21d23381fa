// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// Opens those of the descriptors 0 to 2 that are closed, so that no file or connection gets such a
/// number and is read or written by mistake. Reading closed input and writing to closed output
/// still fail ("Bad file descriptor").
void open_closed_descriptors() noexcept;

} // namespace dunlin::cli
