// SPDX-License-Identifier: MIT
#include "orm/returned_update.hpp"

#include <cstdint>
#include <utility>
#include <vector>

#include "orm/session_core.hpp"

namespace azoth::orm {
namespace {

/// Tells which objects of a session are read while it lives: all are stale meanwhile.
class ReadObjects {
public:
    explicit ReadObjects(SessionCore& session) : session_(session) {
        session.identity.for_each([&](ObjectHeader& header) { epochs_.emplace_back(&header, header.epoch); });
        for (const auto& [header, epoch] : epochs_) header->epoch = kExpired;
    }
    ReadObjects(const ReadObjects&) = delete;
    ReadObjects& operator=(const ReadObjects&) = delete;
    ~ReadObjects() {
        for (const auto& [header, epoch] : epochs_)
            if (header->epoch == kExpired) header->epoch = epoch;
    }
    std::vector<ObjectHeader*> found() const {
        std::vector<ObjectHeader*> read;
        for (const auto& [header, epoch] : epochs_)
            if (header->epoch == session_.epoch) read.push_back(header);
        return read;
    }

private:
    SessionCore& session_;
    std::vector<std::pair<ObjectHeader*, std::uint32_t>> epochs_;
};

}  // namespace

void bring_in_line(SessionCore& session, const sql::StatementNode& update, Synchronize how,
                   const std::function<void()>& run) {
    CriteriaSync concerned(session, update, how);
    std::vector<ObjectHeader*> returned;
    {
        const ReadObjects objects(session);
        run();
        returned = objects.found();
    }
    for (ObjectHeader* const header : returned) header->epoch = kNoEpoch;
    concerned.apply(-1);
    for (ObjectHeader* const header : returned) header->epoch = session.epoch;
}

}  // namespace azoth::orm
