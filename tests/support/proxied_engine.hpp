// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <thread>

#include "azoth/engine/engine.hpp"
#include "support/server_process.hpp"
#include "support/silent_proxy.hpp"
#include "support/stock.hpp"

namespace azoth::test {

/// A fixture with an engine whose network can be cut. Skipped where the database is in the process.
class ProxiedStockTest : public StockTest {
protected:
    void SetUp() override {
        StockTest::SetUp();
        if (IsSkipped()) return;
        if (!is_server(url())) GTEST_SKIP() << "this database is in the process";
        proxy_ = std::make_unique<SilentProxy>(*url().port);
    }

    Engine make_proxied(const EngineOptions& options = {}) const {
        Url through = url();
        through.port = proxy_->port();
        return create_engine(through, options);
    }
    SilentProxy& proxy() { return *proxy_; }
    /// All connections are closed by the other side; new ones work.
    void cut() {
        using namespace std::chrono_literals;
        proxy_->be_down();
        std::this_thread::sleep_for(80ms);
        proxy_->be_down(false);
    }
    bool is_mysql() const { return url().dialect == "mysql"; }

private:
    std::unique_ptr<SilentProxy> proxy_;
};

}  // namespace azoth::test
