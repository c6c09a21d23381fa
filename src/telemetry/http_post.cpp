// SPDX-License-Identifier: MIT
#include "http_post.hpp"

#include "curl_library.hpp"

#include <dunlin/base/error.hpp>
#include <dunlin/base/interruption.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace dunlin::telemetry {
namespace {

constexpr std::size_t longest_body = std::size_t{64} * 1024;

std::size_t receive(const char* data, std::size_t, std::size_t size, void* into) {
    auto& body = *static_cast<std::string*>(into);
    body.append(data, std::min(size, longest_body - std::min(longest_body, body.size())));
    return size;
}

/// A result other than 0 ends the transfer.
int check_for_stop(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const interruption*>(stop)->requested();
}

} // namespace

struct http_poster::state {
    const curl_library& curl = open_curl();
    CURL* handle = curl.easy_init();
    curl_slist* headers = nullptr;
    std::array<char, CURL_ERROR_SIZE> reason{};
    const interruption* stop = nullptr;

    state() = default;
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    ~state() {
        curl.slist_free_all(headers);
        curl.easy_cleanup(handle);
    }

    template <class Value> void set(CURLoption option, Value value) const {
        curl.easy_setopt(handle, option, value);
    }
    void set_file(CURLoption option, const std::string& path) const {
        if (!path.empty()) {
            set(option, path.c_str());
        }
    }
    void add_header(const std::string& line) {
        if (curl_slist* grown = curl.slist_append(headers, line.c_str())) {
            headers = grown;
        }
    }
};

http_poster::http_poster(const otlp_endpoint& endpoint, const std::string& user_agent,
                         const interruption* stop)
    : state_(std::make_unique<state>()) {
    state& s = *state_;
    if (s.handle == nullptr) {
        throw error(error_kind::failed, "libcurl cannot be initialised");
    }
    s.stop = stop;
    s.add_header("Content-Type: application/json");
    // Do not wait for "100 Continue" before the body, because many receivers never send it.
    s.add_header("Expect:");
    for (const auto& [name, value] : endpoint.headers) {
        s.add_header(value.empty() ? fmt::format("{};", name) : fmt::format("{}: {}", name, value));
    }
    s.set(CURLOPT_URL, endpoint.url.c_str());
    s.set(CURLOPT_PROTOCOLS_STR, "http,https");
    s.set(CURLOPT_POST, 1L);
    s.set(CURLOPT_HTTPHEADER, s.headers);
    s.set(CURLOPT_USERAGENT, user_agent.c_str());
    s.set(CURLOPT_NOSIGNAL, 1L);
    // The end of a command does not wait for a name lookup that has timed out.
    s.set(CURLOPT_QUICK_EXIT, 1L);
    s.set(CURLOPT_ERRORBUFFER, s.reason.data());
    s.set(CURLOPT_WRITEFUNCTION, receive);
    s.set_file(CURLOPT_CAINFO, endpoint.certificate);
    s.set_file(CURLOPT_SSLCERT, endpoint.client_certificate);
    s.set_file(CURLOPT_SSLKEY, endpoint.client_key);
}

http_poster::~http_poster() = default;

http_response http_poster::post(const std::string& body, std::chrono::milliseconds limit) {
    state& s = *state_;
    http_response response;
    s.reason[0] = '\0';
    s.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    s.set(CURLOPT_POSTFIELDS, body.data());
    s.set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count()));
    s.set(CURLOPT_WRITEDATA, &response.body);
    // A stop requested earlier has ended the command already, and its last spans report that.
    const bool watch = s.stop != nullptr && s.stop->requested() == 0;
    s.set(CURLOPT_NOPROGRESS, watch ? 0L : 1L);
    s.set(CURLOPT_XFERINFOFUNCTION, check_for_stop);
    s.set(CURLOPT_XFERINFODATA, s.stop);
    const CURLcode code = s.curl.easy_perform(s.handle);
    if (code != CURLE_OK) {
        throw error(error_kind::failed,
                    s.reason[0] != '\0' ? s.reason.data() : s.curl.easy_strerror(code));
    }
    curl_off_t wait = 0;
    s.curl.easy_getinfo(s.handle, CURLINFO_RESPONSE_CODE, &response.status);
    s.curl.easy_getinfo(s.handle, CURLINFO_RETRY_AFTER, &wait);
    response.retry_after = std::chrono::seconds(wait);
    return response;
}

} // namespace dunlin::telemetry
