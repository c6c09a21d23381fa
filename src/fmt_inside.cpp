// SPDX-License-Identifier: MIT
// fmt, compiled into the program: with it and the C++ library inside, the loader has neither to
// find nor to relocate (see DUNLIN_QUICK_START). What a shared libfmt would export, and what the
// program uses of it; a symbol that is missing here is taken from the shared library.
#include <fmt/format-inl.h>

FMT_BEGIN_NAMESPACE
namespace detail {

template FMT_API auto dragonbox::to_decimal(float) noexcept -> dragonbox::decimal_fp<float>;
template FMT_API auto dragonbox::to_decimal(double) noexcept -> dragonbox::decimal_fp<double>;
template FMT_API auto thousands_sep_impl(locale_ref) -> thousands_sep_result<char>;
template FMT_API auto decimal_point_impl(locale_ref) -> char;
// Other releases make it where it is used.
#if FMT_VERSION >= 100000 && FMT_VERSION < 110000
template FMT_API void vformat_to(buffer<char>&, string_view, vformat_args<>::type, locale_ref);
#endif

} // namespace detail
FMT_END_NAMESPACE
