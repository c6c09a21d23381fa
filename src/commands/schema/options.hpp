// SPDX-License-Identifier: MIT
#pragma once

#include <dunlin/catalog/snapshot.hpp>

#include <functional>
#include <vector>

namespace dunlin::sqldb {
class transaction;
}
namespace dunlin::output {
class json_writer;
}

namespace dunlin::commands {

class context;
class flag_set;

/// What of the schema a verb is about.
struct schema_options {
    bool owners = false;
    bool privileges = false;
};

void add_schema_options(flag_set& flags, schema_options& options);

catalog::read_options read_options_of(const schema_options& options, context& context);

/// Runs `work` in one REPEATABLE READ and READ ONLY transaction, so that all queries see the same
/// state.
void with_schema_transaction(context& context,
                             const std::function<void(sqldb::transaction&)>& work);

/// Names on stderr the kinds of objects that the snapshot does not contain.
void warn_of_unmodelled(const catalog::snapshot& schema, context& context);

/// Adds the member "unmodelled".
void write_unmodelled(output::json_writer& json, const catalog::snapshot& schema);

} // namespace dunlin::commands
