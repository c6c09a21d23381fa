// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

/// Opens what is closed of the descriptors 0 to 2, so that no file or connection opened later gets
/// such a number and is read or written by mistake. Reading closed input and writing to a closed
/// output stay errors ("Bad file descriptor").
void open_closed_descriptors() noexcept;

} // namespace dunlin::cli
