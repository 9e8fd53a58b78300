// SPDX-License-Identifier: MIT
#include "azoth/dialects/sqlite/unicode.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include <fmt/core.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/coll.h>
#include <unicode/locid.h>

#include "azoth/base/error.hpp"
#include "azoth/dialects/sqlite/extensions.hpp"

namespace azoth::sqlite {
namespace {

using Strength = icu::Collator::ECollationStrength;

icu::StringPiece piece(std::string_view text) { return {text.data(), static_cast<std::int32_t>(text.size())}; }

class UnicodeCollation final : public Collation {
public:
    UnicodeCollation(const std::string& locale, Strength strength) {
        UErrorCode status = U_ZERO_ERROR;
        collator_.reset(icu::Collator::createInstance(icu::Locale(locale.c_str()), status));
        if (U_FAILURE(status) || collator_ == nullptr)
            throw ArgumentError("bad_option", fmt::format("ICU has no order of letters for the locale '{}': {}", locale,
                                                          u_errorName(status)));
        collator_->setStrength(strength);
    }
    int compare(std::string_view left, std::string_view right) override {
        UErrorCode status = U_ZERO_ERROR;
        return collator_->compareUTF8(piece(left), piece(right), status);
    }

private:
    std::unique_ptr<icu::Collator> collator_;
};

/// A number as SQLite's own functions see it.
std::string text_of(const ValueView& value) {
    if (value.kind() == ValueKind::Int64) return std::to_string(value.as_int64());
    if (value.kind() != ValueKind::Double) return std::string(value.as_text());
    const std::string digits = fmt::format("{}", value.as_double());
    return digits.find_first_not_of("-0123456789") == std::string::npos ? digits + ".0" : digits;
}

/// `change(text, sink, status)` of a text; NULL of NULL.
template <class Change>
std::optional<std::string> changed(const ValueView& value, Change change) {
    if (value.is_null()) return std::nullopt;
    const std::string text = text_of(value);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    UErrorCode status = U_ZERO_ERROR;
    change(piece(text), sink, status);
    if (U_FAILURE(status)) throw DataError("bad_value", fmt::format("ICU cannot map a text: {}", u_errorName(status)));
    return result;
}

template <class Change>
void add(driver::Connection& connection, std::string_view name, Change change) {
    create_function(connection, name, [change](auto arguments) { return changed(arguments[0], change); },
                    {.argument_count = 1});
}

void replace_lower_and_upper(driver::Connection& connection, const std::string& locale) {
    add(connection, "lower", [locale](icu::StringPiece text, icu::ByteSink& sink, UErrorCode& status) {
        icu::CaseMap::utf8ToLower(locale.c_str(), 0, text, sink, nullptr, status);
    });
    add(connection, "upper", [locale](icu::StringPiece text, icu::ByteSink& sink, UErrorCode& status) {
        icu::CaseMap::utf8ToUpper(locale.c_str(), 0, text, sink, nullptr, status);
    });
}

class UnicodeListener final : public EngineListener {
public:
    explicit UnicodeListener(UnicodeOptions options) : options_(std::move(options)) {}
    void after_connect(driver::Connection& connection) override { add_unicode(connection, options_); }

private:
    const UnicodeOptions options_;
};

}  // namespace

void add_unicode(driver::Connection& connection, const UnicodeOptions& options) {
    const auto add_order = [&](std::string_view name, Strength strength) {
        add_collation(connection, name, std::make_unique<UnicodeCollation>(options.locale, strength));
    };
    add_order("unicode", icu::Collator::TERTIARY);
    add_order("unicode_nocase", icu::Collator::SECONDARY);
    add_order("unicode_base", icu::Collator::PRIMARY);
    add(connection, "casefold", [](icu::StringPiece text, icu::ByteSink& sink, UErrorCode& status) {
        icu::CaseMap::utf8Fold(0, text, sink, nullptr, status);
    });
    if (options.replaces_lower_and_upper) replace_lower_and_upper(connection, options.locale);
}

std::shared_ptr<EngineListener> unicode(UnicodeOptions options) {
    return std::make_shared<UnicodeListener>(std::move(options));
}

}  // namespace azoth::sqlite
