// SPDX-License-Identifier: MIT
#include "azoth/driver/database_error.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace azoth::driver {
namespace {

template <class E>
[[noreturn]] void throw_as(ErrorDetail detail) {
    throw E(std::move(detail));
}

struct CodeClass {
    std::string_view code;
    void (*throw_it)(ErrorDetail detail);
};

constexpr std::array kClasses = {
    CodeClass{"unique_violation", &throw_as<UniqueViolation>},
    CodeClass{"foreign_key_violation", &throw_as<ForeignKeyViolation>},
    CodeClass{"not_null_violation", &throw_as<NotNullViolation>},
    CodeClass{"check_violation", &throw_as<CheckViolation>},
    CodeClass{"exclusion_violation", &throw_as<IntegrityError>},
    CodeClass{"integrity_violation", &throw_as<IntegrityError>},
    CodeClass{"lock_timeout", &throw_as<LockTimeout>},
    CodeClass{"deadlock", &throw_as<Deadlock>},
    CodeClass{"serialization_failure", &throw_as<SerializationFailure>},
    CodeClass{"connection_failed", &throw_as<ConnectionError>},
    CodeClass{"connection_lost", &throw_as<ConnectionError>},
    CodeClass{"authentication_failed", &throw_as<ConnectionError>},
    CodeClass{"unknown_database", &throw_as<ConnectionError>},
    CodeClass{"no_such_table", &throw_as<ProgrammingError>},
    CodeClass{"no_such_column", &throw_as<ProgrammingError>},
    CodeClass{"syntax_error", &throw_as<ProgrammingError>},
    CodeClass{"permission_denied", &throw_as<ProgrammingError>},
    CodeClass{"wrong_parameter_count", &throw_as<ProgrammingError>},
    CodeClass{"not_supported", &throw_as<ProgrammingError>},
    CodeClass{"sql_error", &throw_as<ProgrammingError>},
    CodeClass{"value_out_of_range", &throw_as<DataError>},
    CodeClass{"value_too_long", &throw_as<DataError>},
    CodeClass{"bad_value", &throw_as<DataError>},
    CodeClass{"bad_date", &throw_as<DataError>},
};

}  // namespace

void throw_database_error(ErrorDetail detail) {
    const auto* found = std::ranges::find(kClasses, std::string_view(detail.code), &CodeClass::code);
    if (found != kClasses.end()) found->throw_it(std::move(detail));
    throw OperationalError(std::move(detail));
}

bool is_connection_error(std::string_view code) {
    const auto* found = std::ranges::find(kClasses, code, &CodeClass::code);
    return found != kClasses.end() && found->throw_it == &throw_as<ConnectionError>;
}

}  // namespace azoth::driver
