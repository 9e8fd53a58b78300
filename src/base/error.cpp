// SPDX-License-Identifier: MIT
#include "azoth/base/error.hpp"

#include <utility>

namespace azoth {
namespace {

std::string write(const ErrorDetail& detail) {
    std::string text = detail.message + " [" + detail.code + "]";
    if (!detail.sql.empty()) text += "\n  SQL: " + detail.sql;
    if (!detail.parameters.empty()) text += "\n  parameters: " + detail.parameters;
    if (!detail.place.empty()) text += "\n  at: " + detail.place;
    return text;
}

ErrorDetail make_detail(std::string_view code, std::string message) {
    ErrorDetail detail;
    detail.code = code;
    detail.message = std::move(message);
    return detail;
}

}  // namespace

Error::Error(std::string_view code, std::string message) : Error(make_detail(code, std::move(message))) {}

Error::Error(ErrorDetail detail) { replace(std::move(detail)); }

void Error::replace(ErrorDetail detail) {
    text_ = std::make_shared<const std::string>(write(detail));
    detail_ = std::make_shared<const ErrorDetail>(std::move(detail));
}

void Error::annotate_place(const std::source_location& place) {
    if (!detail_->place.empty()) return;
    annotate([&](ErrorDetail& detail) {
        detail.place = std::string(place.file_name()) + ":" + std::to_string(place.line());
    });
}

}  // namespace azoth
