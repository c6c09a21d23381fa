// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/migrator/source.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace dunlin::migrator {

/// What another change, or its absence, means to a change.
struct sqitch_dependency {
    bool conflicts = false;
    std::string text;    ///< as sqitch's tables have it: "users", "other:users@v1"
    std::string project; ///< empty: this one
    std::string change;
    std::string tag;
    std::string id; ///< of a change of the plan, or written as an id there; else empty
    std::size_t line_at = 0;
};

/// Who planned something, when, and why.
struct sqitch_planning {
    std::string at; ///< "2013-12-30T23:49:00Z"
    std::string name;
    std::string email;
    std::string note;
};

struct sqitch_tag {
    std::string id;
    std::string name; ///< with its @
    sqitch_planning planned;
};

/// What all changes of a plan share.
struct sqitch_project {
    std::string name;
    std::string uri; ///< may be empty
    std::string committer_name;
    std::string committer_email;
};

/// A change of a plan, as sqitch's registry tables need it.
struct sqitch_change final : tool_details {
    std::shared_ptr<const sqitch_project> project;
    std::string id;
    std::string name;
    sqitch_planning planned;
    std::vector<sqitch_dependency> dependencies; ///< what is required first, then conflicts
    std::vector<sqitch_tag> tags;
    /// Its own tags and those of the changes after it, up to the one that reworks it: names of
    /// scripts.
    std::vector<std::string> rework_tags;
    std::string script_hash;                          ///< empty: there is no deploy script
    std::shared_ptr<const sqitch_change> parent = {}; ///< the one planned before
    std::size_t line_at = 0;                          ///< offset in the plan
};

struct sqitch_plan {
    sqitch_project project;
    std::vector<std::shared_ptr<sqitch_change>> changes;
};

/// Reads sqitch.plan, with the ids that sqitch computes. Throws error(config) with file and line
/// for what sqitch refuses, and for changes planned as reverts, which sqitch does not carry out.
/// After a problem that the options' on_problem accepts, the ids are not sqitch's.
sqitch_plan read_sqitch_plan(const source_file& file, const read_options& options);

/// The canonical form of a URI, as it goes into ids.
std::string canonical_uri(std::string_view uri);

} // namespace dunlin::migrator
