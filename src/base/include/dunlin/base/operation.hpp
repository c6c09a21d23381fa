// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace dunlin {

/// What the thread is doing, as a scope: for metrics and logs of its statements, and for the errors
/// that are made in it. Scopes nest; the innermost counts.
///
///     const operation scope("widget.update", id.to_string());
class operation {
public:
    /// `name` must outlive the scope, as a literal does. `id` names the thing that it is about; it
    /// may be empty.
    explicit operation(std::string_view name, std::string id = {});
    ~operation();
    operation(const operation&) = delete;
    operation& operator=(const operation&) = delete;

    /// The innermost scope of this thread; null when there is none.
    [[nodiscard]] static const operation* current() noexcept;

    [[nodiscard]] std::string_view name() const noexcept { return name_; }
    [[nodiscard]] const std::string& id() const noexcept { return id_; }

private:
    std::string_view name_;
    std::string id_;
    const operation* outer_;
};

} // namespace dunlin
