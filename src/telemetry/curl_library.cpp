// SPDX-License-Identifier: MIT
#include "curl_library.hpp"

#include <dunlin/base/error.hpp>

#include <dlfcn.h>

#include <array>

namespace dunlin::telemetry {
namespace {

/// One interface under two names: built with OpenSSL, which libpq uses too, or with GnuTLS.
constexpr std::array names{"libcurl.so.4", "libcurl-gnutls.so.4"};

void* open_library() {
    for (const char* name : names) {
        if (void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
            return library;
        }
    }
    throw error(error_kind::failed, "sending spans needs libcurl, which is not installed")
        .with_hint("install libcurl4, or write the spans to a file with --trace");
}

template <class Function> void find_function(void* library, const char* name, Function& function) {
    function = reinterpret_cast<Function>(::dlsym(library, name));
    if (function == nullptr) {
        throw error(error_kind::failed, std::string("libcurl has no function ") + name);
    }
}

curl_library load() {
    void* library = open_library();
    decltype(&::curl_global_init) global_init = nullptr;
    find_function(library, "curl_global_init", global_init);
    global_init(CURL_GLOBAL_DEFAULT);
    curl_library functions;
    find_function(library, "curl_easy_init", functions.easy_init);
    find_function(library, "curl_easy_setopt", functions.easy_setopt);
    find_function(library, "curl_easy_perform", functions.easy_perform);
    find_function(library, "curl_easy_getinfo", functions.easy_getinfo);
    find_function(library, "curl_easy_cleanup", functions.easy_cleanup);
    find_function(library, "curl_easy_strerror", functions.easy_strerror);
    find_function(library, "curl_slist_append", functions.slist_append);
    find_function(library, "curl_slist_free_all", functions.slist_free_all);
    return functions;
}

} // namespace

const curl_library& open_curl() {
    static const curl_library library = load();
    return library;
}

} // namespace dunlin::telemetry
