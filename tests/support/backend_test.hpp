// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "azoth/compile/dialect.hpp"
#include "azoth/engine/engine.hpp"

namespace azoth::test {

/// A fixture for tests that run on every database: AZOTH_TEST_BACKEND names the one of this run, `sqlite` if unset.
///
/// Each test begins with an empty database. Without a server for it, tests are skipped.
class BackendTest : public testing::Test {
protected:
    void SetUp() override;
    void TearDown() override;

    /// An engine with the usual options, the same throughout the test.
    const Engine& engine();
    /// Another one for the same database.
    Engine make_engine(const EngineOptions& options) const;
    const Url& url() const { return *url_; }
    const Dialect& dialect() { return engine().connect().dialect(); }
    const Capabilities& capabilities() { return dialect().capabilities(); }

private:
    std::optional<Url> url_;
    std::optional<Engine> engine_;
};

}  // namespace azoth::test
