// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>

namespace azoth {

/// Whether it helps to run the failed transaction again, from its beginning.
enum class Retry : std::uint8_t {
    Useless,    ///< the same would happen again: the statement, its values or the call are wrong
    Safe,       ///< nothing of the transaction is left, and it may well succeed the next time
    Uncertain,  ///< the change may have been committed: look before it is made again
};

/// What is known about a failure. Text members are empty and numbers 0 where nothing is known.
struct ErrorDetail {
    std::string code;        ///< stable, snake_case; docs/errors.md has a section for each
    std::string message;     ///< what failed, on which object, what to do
    std::string sqlstate;    ///< five characters, from the server
    int native_code = 0;     ///< the client library's own number
    std::string sql;         ///< the statement that failed
    std::string parameters;  ///< its values, shortened; `(hidden)` when the engine hides them
    std::string constraint;  ///< the violated constraint, where the server tells
    std::string table;
    std::string column;
    std::string place;  ///< `file:line` of the call in the caller's source
    Retry retry = Retry::Useless;
};

/// The root of all errors that azoth throws.
///
/// Copying never throws. what() is the message, then the SQL, its parameters and the caller's place where known.
class Error : public std::exception {
public:
    Error(std::string_view code, std::string message);

    const char* what() const noexcept override { return text_->c_str(); }
    const std::string& code() const noexcept { return detail_->code; }
    const std::string& message() const noexcept { return detail_->message; }
    const ErrorDetail& detail() const noexcept { return *detail_; }
    Retry retry() const noexcept { return detail_->retry; }

    /// Adds what an outer layer knows: `change` edits the detail, then the text is written anew.
    template <class Change>
    void annotate(Change change) {
        ErrorDetail detail = *detail_;
        change(detail);
        replace(std::move(detail));
    }

    /// Adds the place in the caller's source, if it is known and no inner layer has given one.
    void annotate_place(const std::source_location& place);

protected:
    explicit Error(ErrorDetail detail);

private:
    void replace(ErrorDetail detail);

    std::shared_ptr<const ErrorDetail> detail_;
    std::shared_ptr<const std::string> text_;
};

/// A call that cannot mean anything: a bad URL, a name that does not exist, objects that do not belong together.
class ArgumentError : public Error {
public:
    using Error::Error;
};

/// A statement that cannot be written in the dialect at hand.
class CompileError : public Error {
public:
    using Error::Error;
};

/// A class is mapped in a way that cannot work.
class MappingError : public Error {
public:
    using Error::Error;
};

/// One row was required and there was none.
class NoResultError : public Error {
public:
    using Error::Error;
};

/// One row was required and there were more.
class MultipleResultsError : public Error {
public:
    using Error::Error;
};

/// An object was asked for what only its session could load, and the session is gone.
class DetachedError : public Error {
public:
    using Error::Error;
};

/// A row that was to be updated or deleted is not there any more, or has changed meanwhile.
class StaleDataError : public Error {
public:
    using Error::Error;
};

/// A failure that the database or its client reported.
class DatabaseError : public Error {
public:
    using Error::Error;
    explicit DatabaseError(ErrorDetail detail) : Error(std::move(detail)) {}
};

/// The database cannot be reached, or the connection was lost. The connection is not used again.
class ConnectionError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

/// A constraint refused the change.
class IntegrityError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

class UniqueViolation : public IntegrityError {
public:
    using IntegrityError::IntegrityError;
};

class ForeignKeyViolation : public IntegrityError {
public:
    using IntegrityError::IntegrityError;
};

class NotNullViolation : public IntegrityError {
public:
    using IntegrityError::IntegrityError;
};

class CheckViolation : public IntegrityError {
public:
    using IntegrityError::IntegrityError;
};

/// A value does not fit: out of range, of the wrong type, NULL where none is allowed, too long.
class DataError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

/// The database could not do it now: locks, resources, time limits, shutdown.
class OperationalError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

class LockTimeout : public OperationalError {
public:
    using OperationalError::OperationalError;
};

class Deadlock : public OperationalError {
public:
    using OperationalError::OperationalError;
};

class SerializationFailure : public OperationalError {
public:
    using OperationalError::OperationalError;
};

/// The SQL is wrong: syntax, unknown table or column, missing privilege.
class ProgrammingError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};

}  // namespace azoth
