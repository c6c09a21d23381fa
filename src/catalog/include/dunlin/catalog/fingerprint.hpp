// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dunlin::catalog {

/// Everything that a fingerprint says about one object: its statements, its comments, and its owner
/// and privileges if they were read.
std::string canonical_text(const object& object);

struct object_digest {
    std::string kind;
    std::string identity;
    std::string digest; ///< SHA-256 of the canonical text, hexadecimal
};

struct fingerprint {
    /// "sha256:1:15" is the algorithm, its version and the server's major version; "+owners" and
    /// "+privileges" follow if these were read. Digests with another scope cannot be compared.
    std::string scope;
    std::string digest; ///< hexadecimal
    std::vector<object_digest> objects;

    /// Scope and digest: "sha256:1:15:9f86...".
    [[nodiscard]] std::string text() const { return scope + ":" + digest; }
};

/// The fingerprint of a snapshot that was read with these options.
fingerprint make_fingerprint(const snapshot& schema, const read_options& options);

enum class change { added, removed, changed };
std::string_view to_string(change kind) noexcept;

/// How an object differs from the one in an earlier fingerprint.
struct difference {
    change type = change::changed;
    std::string kind;
    std::string identity;
};

/// What became of the objects between two fingerprints of equal scope, by kind and identity.
std::vector<difference> compare(const fingerprint& before, const fingerprint& after);

} // namespace dunlin::catalog
