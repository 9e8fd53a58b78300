// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace azoth {
namespace {

std::string write(const ErrorDetail& detail) {
    std::string text = detail.message + " [" + detail.code + "]";
    if (!detail.sql.empty()) text += "\n  SQL: " + detail.sql;
    if (!detail.parameters.empty()) text += "\n  parameters: " + detail.parameters;
    if (!detail.place.empty()) text += "\n  at: " + detail.place;
    if (detail.retry == Retry::Safe) text += "\n  retry: safe, nothing of the transaction is left";
    if (detail.retry == Retry::Uncertain) text += "\n  retry: look first, the change may have been committed";
    return text;
}

ErrorDetail make_detail(std::string_view code, std::string message) {
    ErrorDetail detail;
    detail.code = code;
    detail.message = std::move(message);
    return detail;
}

/// What goes by: the transaction was undone, or never begun.
bool is_passing(std::string_view code) {
    static constexpr std::array<std::string_view, 7> kCodes = {
        "deadlock",        "serialization_failure", "lock_timeout", "statement_outdated",
        "connection_lost", "connection_failed",     "pool_timeout"};
    return std::ranges::find(kCodes, code) != kCodes.end();
}

}  // namespace

Error::Error(std::string_view code, std::string message) : Error(make_detail(code, std::move(message))) {}

Error::Error(ErrorDetail detail) {
    if (detail.retry == Retry::Useless && is_passing(detail.code)) detail.retry = Retry::Safe;
    replace(std::move(detail));
}

void Error::replace(ErrorDetail detail) {
    text_ = std::make_shared<const std::string>(write(detail));
    detail_ = std::make_shared<const ErrorDetail>(std::move(detail));
}

void Error::annotate_place(const std::source_location& place) {
    if (!detail_->place.empty() || place.line() == 0) return;
    annotate([&](ErrorDetail& detail) {
        detail.place = std::string(place.file_name()) + ":" + std::to_string(place.line());
    });
}

}  // namespace azoth
