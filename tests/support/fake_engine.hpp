// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "azoth/engine/engine.hpp"
#include "azoth/sql/text.hpp"
#include "support/fake_backend.hpp"

namespace azoth::test {

/// A fixture with an engine whose database is a FakeServer.
class FakeEngineTest : public testing::Test {
protected:
    Engine make_engine(const EngineOptions& options = {}) const { return create_engine(Url{}, backend, options); }
    /// What the server was asked since the last call.
    std::vector<std::string> asked() {
        std::vector<std::string> statements = server.statements();
        server.forget_statements();
        return statements;
    }

    FakeServer server;
    const FakeBackend backend{server};
    const Engine engine = make_engine();
};

using Asked = std::vector<std::string>;

}  // namespace azoth::test
