// SPDX-License-Identifier: MIT
#pragma once

#include <curl/curl.h>

namespace dunlin::telemetry {

/// The libcurl functions that dunlin uses, under the library's own names.
struct curl_library {
    decltype(&::curl_easy_init) easy_init = nullptr;
    decltype(&::curl_easy_setopt) easy_setopt = nullptr;
    decltype(&::curl_easy_perform) easy_perform = nullptr;
    decltype(&::curl_easy_getinfo) easy_getinfo = nullptr;
    decltype(&::curl_easy_cleanup) easy_cleanup = nullptr;
    decltype(&::curl_easy_strerror) easy_strerror = nullptr;
    decltype(&::curl_slist_append) slist_append = nullptr;
    decltype(&::curl_slist_free_all) slist_free_all = nullptr;
};

/// Opens libcurl on the first call; it stays open until the program ends. Throws error(failed) when
/// the system has none.
const curl_library& open_curl();

} // namespace dunlin::telemetry
