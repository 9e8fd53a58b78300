// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "azoth/engine/url.hpp"

namespace azoth::postgresql {

/// A URL as libpq takes it.
struct Login {
    struct Host {
        std::string name;  ///< empty: libpq's default
        std::string port;
    };

    std::vector<Host> hosts;                                    ///< at least one; to be tried in order
    std::vector<std::pair<std::string, std::string>> settings;  ///< of two with the same name the later counts
    std::optional<int> connect_timeout_ms;                      ///< when the URL sets one
};

/// Throws ArgumentError(`bad_url`) for an option that libpq does not know.
Login make_login(const Url& url);

}  // namespace azoth::postgresql
