// SPDX-License-Identifier: MIT
#include "curl_library.hpp"

#include <dunlin/base/error.hpp>

#include <dlfcn.h>

#include <array>

namespace dunlin::telemetry {
namespace {

/// One interface under two names: with OpenSSL, which libpq uses too, and with GnuTLS.
constexpr std::array names{"libcurl.so.4", "libcurl-gnutls.so.4"};

void* open_library() {
    for (const char* name : names) {
        if (void* library = ::dlopen(name, RTLD_NOW | RTLD_LOCAL)) {
            return library;
        }
    }
    throw error(error_kind::failed, "spans are sent with libcurl, and this system has none")
        .with_hint("install libcurl4, or write the spans to a file with --trace");
}

template <class Function> void find(void* library, const char* name, Function& into) {
    into = reinterpret_cast<Function>(::dlsym(library, name));
    if (into == nullptr) {
        throw error(error_kind::failed, std::string("libcurl has no function ") + name);
    }
}

curl_library load() {
    void* library = open_library();
    decltype(&::curl_global_init) global_init = nullptr;
    find(library, "curl_global_init", global_init);
    global_init(CURL_GLOBAL_DEFAULT);
    curl_library made;
    find(library, "curl_easy_init", made.easy_init);
    find(library, "curl_easy_setopt", made.easy_setopt);
    find(library, "curl_easy_perform", made.easy_perform);
    find(library, "curl_easy_getinfo", made.easy_getinfo);
    find(library, "curl_easy_cleanup", made.easy_cleanup);
    find(library, "curl_easy_strerror", made.easy_strerror);
    find(library, "curl_slist_append", made.slist_append);
    find(library, "curl_slist_free_all", made.slist_free_all);
    return made;
}

} // namespace

const curl_library& open_curl() {
    static const curl_library library = load();
    return library;
}

} // namespace dunlin::telemetry
