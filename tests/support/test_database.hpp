// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "azoth/engine/url.hpp"

namespace azoth::test {

/// The dialect that AZOTH_TEST_BACKEND names; `sqlite` if unset.
std::string tested_dialect();

/// An empty database of this process; nothing when there is no server for it. What the last call made is gone then.
std::optional<Url> make_empty_database(std::string_view dialect);

/// For GTEST_SKIP.
std::string why_no_database(std::string_view dialect);

}  // namespace azoth::test
