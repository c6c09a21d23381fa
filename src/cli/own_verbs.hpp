// SPDX-License-Identifier: MIT
#pragma once

namespace dunlin::cli {

class tree;

/// The verbs about the command line itself, which need the tree: help, completion, and the hidden
/// generate, which writes the man pages into a folder.
void add_own_verbs(tree& verbs);

} // namespace dunlin::cli
