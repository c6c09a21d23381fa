// SPDX-License-Identifier: MIT
#include <dunlin/base/digest.hpp>
#include <dunlin/catalog/fingerprint.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace dunlin::catalog {
namespace {

/// Of the canonical text. A change of it makes older fingerprints not comparable.
constexpr int algorithm_version = 1;

auto key_of(const object_digest& object) {
    return std::tie(object.kind, object.identity);
}

} // namespace

std::string canonical_text(const object& object) {
    std::string text = object.definition + object.tail + object.annotations;
    if (!object.left_out.empty()) {
        text += fmt::format("-- {}\n", object.left_out);
    }
    if (!object.owner.empty()) {
        text += fmt::format("-- owner {}\n", object.owner);
    }
    return text + object.privileges;
}

fingerprint make_fingerprint(const snapshot& schema, const read_options& options) {
    fingerprint result;
    result.scope =
        fmt::format("sha256:{}:{}{}{}", algorithm_version, schema.server_major(),
                    options.owners ? "+owners" : "", options.privileges ? "+privileges" : "");
    sha256_stream whole;
    for (const object& object : schema.objects) {
        result.objects.push_back({object.kind, object.identity, sha256(canonical_text(object))});
        const object_digest& added = result.objects.back();
        whole.update(fmt::format("{}\n{}\n{}\n", added.kind, added.identity, added.digest));
    }
    result.digest = whole.finish();
    return result;
}

std::string_view to_string(change kind) noexcept {
    switch (kind) {
    case change::added:
        return "added";
    case change::removed:
        return "removed";
    case change::changed:
        return "changed";
    }
    return "";
}

std::vector<difference> compare(const fingerprint& before, const fingerprint& after) {
    std::vector<difference> differences;
    auto old = before.objects.begin();
    auto now = after.objects.begin();
    while (old != before.objects.end() || now != after.objects.end()) {
        if (now == after.objects.end() ||
            (old != before.objects.end() && key_of(*old) < key_of(*now))) {
            differences.push_back({change::removed, old->kind, old->identity});
            ++old;
        } else if (old == before.objects.end() || key_of(*now) < key_of(*old)) {
            differences.push_back({change::added, now->kind, now->identity});
            ++now;
        } else {
            if (old->digest != now->digest) {
                differences.push_back({change::changed, now->kind, now->identity});
            }
            ++old;
            ++now;
        }
    }
    return differences;
}

} // namespace dunlin::catalog
