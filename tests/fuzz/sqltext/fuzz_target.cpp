// SPDX-License-Identifier: MIT
// A statement that is described has what its kind needs.
#include "require.hpp"

#include <dunlin/sqltext/target.hpp>

#include <cstdint>

using namespace dunlin::sqltext;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto t = describe_target({reinterpret_cast<const char*>(data), size});
    require(t.enum_value.has_value() == (t.kind == operation::alter_type_add_value));
    require(t.table.has_value() == (t.kind == operation::create_index_concurrently ||
                                    t.kind == operation::detach_partition_concurrently));
    if (t.kind == operation::drop_index_concurrently || t.kind == operation::create_database) {
        require(!t.objects.empty() && !t.objects[0].name.empty());
    }
    return 0;
}
