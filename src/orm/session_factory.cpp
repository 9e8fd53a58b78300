// SPDX-License-Identifier: MIT
#include "azoth/orm/session_factory.hpp"

#include <utility>

namespace azoth {

SessionFactory::SessionFactory(Engine engine) : engine_(std::move(engine)) {}
SessionFactory::SessionFactory(Engine engine, SessionOptions options)
    : engine_(std::move(engine)), options_(std::move(options)) {}
SessionFactory::SessionFactory(const SessionFactory&) = default;
SessionFactory::SessionFactory(SessionFactory&&) noexcept = default;
SessionFactory& SessionFactory::operator=(const SessionFactory&) = default;
SessionFactory& SessionFactory::operator=(SessionFactory&&) noexcept = default;
SessionFactory::~SessionFactory() = default;

Session SessionFactory::operator()() const { return Session(engine_, options_); }

}  // namespace azoth
