// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

class tree;

/// Adds the verbs that need the tree itself: help, completion, and the hidden generate, which
/// writes the man pages.
void add_help_verbs(tree& verbs);

} // namespace dunlin::cli
