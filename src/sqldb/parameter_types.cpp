// SPDX-License-Identifier: MIT
#include "exchange.hpp"
#include "implementation.hpp"

#include <dunlin/sqldb/connection.hpp>
#include <dunlin/sqltext/parameters.hpp>

namespace dunlin::sqldb {

std::map<std::string, std::uint32_t, std::less<>>
connection::parameter_types(std::string_view sql) {
    refuse_nul(sql);
    const auto found = sqltext::bind_names(sql);
    exchange talk(*impl_, sql, limits_of(impl_->settings));
    talk.send_describe(found.sql);
    std::map<std::string, std::uint32_t, std::less<>> types;
    while (const auto got = talk.next()) {
        for (int i = 0; i < PQnparams(got.get()); ++i) {
            types.emplace(found.names[static_cast<std::size_t>(i)], PQparamtype(got.get(), i));
        }
    }
    return types;
}

} // namespace dunlin::sqldb
