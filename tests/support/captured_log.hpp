// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "azoth/base/log.hpp"

namespace azoth::test {

/// Takes the lines that azoth logs, as long as it lives: `azoth.engine: COMMIT`.
class CapturedLog {
public:
    CapturedLog() : before_(set_log_sink(sink_)) {}
    CapturedLog(const CapturedLog&) = delete;
    CapturedLog& operator=(const CapturedLog&) = delete;
    ~CapturedLog() { set_log_sink(before_); }

    std::vector<std::string> lines() const {
        const std::lock_guard lock(sink_->mutex);
        return sink_->lines;
    }

private:
    struct Sink final : LogSink {
        void write(LogLevel, std::string_view channel, std::string_view line) override {
            const std::lock_guard lock(mutex);
            lines.push_back(std::string(channel) + ": " + std::string(line));
        }

        std::mutex mutex;
        std::vector<std::string> lines;
    };

    const std::shared_ptr<Sink> sink_ = std::make_shared<Sink>();
    const std::shared_ptr<LogSink> before_;
};

}  // namespace azoth::test
