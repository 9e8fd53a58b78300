// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <exception>
#include <source_location>
#include <string>
#include <string_view>

#include "azoth/base/error.hpp"

namespace azoth::test {

/// Runs `function` and expects it to throw an E of this code whose message contains `message_part`.
///
/// Returns all that the error knows, for a closer look; nothing when there was none.
template <class E, class Function>
ErrorDetail expect_error(std::string_view code, std::string_view message_part, Function&& function,
                         const std::source_location& place = std::source_location::current()) {
    std::string instead = "nothing was thrown";
    try {
        function();
    } catch (const E& error) {
        const ErrorDetail& detail = error.detail();
        if (detail.code == code && detail.message.find(message_part) != std::string::npos) return detail;
        instead = detail.message + " [" + detail.code + "]";
    } catch (const std::exception& error) {
        instead = std::string("another class: ") + error.what();
    }
    ADD_FAILURE_AT(place.file_name(), static_cast<int>(place.line()))
        << "expected: ..." << message_part << "... [" << code << "]\n  actual: " << instead;
    return {};
}

}  // namespace azoth::test
