// SPDX-License-Identifier: MIT
#include "azoth/base/log.hpp"

#include <cstdio>
#include <mutex>
#include <string>
#include <utility>

namespace azoth {
namespace {

class StandardErrorSink final : public LogSink {
public:
    void write(LogLevel level, std::string_view channel, std::string_view line) override {
        constexpr const char* kNames[] = {"DEBUG", "INFO", "WARNING", "ERROR"};
        const std::string text =
            std::string(kNames[static_cast<int>(level)]) + " " + std::string(channel) + " " + std::string(line) + "\n";
        std::fwrite(text.data(), 1, text.size(), stderr);
    }
};

struct Current {
    std::mutex mutex;
    std::shared_ptr<LogSink> sink = std::make_shared<StandardErrorSink>();
};

// Never destroyed: connections that close during static destruction may still log.
Current& current() {
    static Current& instance = *new Current;
    return instance;
}

}  // namespace

std::shared_ptr<LogSink> set_log_sink(std::shared_ptr<LogSink> sink) {
    if (!sink) sink = std::make_shared<StandardErrorSink>();
    const std::lock_guard lock(current().mutex);
    return std::exchange(current().sink, std::move(sink));
}

void log(LogLevel level, std::string_view channel, std::string_view line) {
    std::shared_ptr<LogSink> sink;
    {
        const std::lock_guard lock(current().mutex);
        sink = current().sink;
    }
    sink->write(level, channel, line);
}

}  // namespace azoth
