// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_pipeline.hpp"

#include <utility>

#include "dialects/postgresql/driver_errors.hpp"

namespace azoth::postgresql {

Pipeline::Pipeline(Wire& wire, Receiver receiver) : wire_(wire), receiver_(std::move(receiver)) {
    wire_.check_sent(PQenterPipelineMode(wire_.handle()));
}

void Pipeline::add(int sent, std::size_t byte_count) {
    constexpr std::size_t kChunk = 64 * 1024;  // libpq itself sends when it has collected as much.
    wire_.check_sent(sent);
    ++sent_;
    unsent_bytes_ += byte_count;
    if (unsent_bytes_ >= kChunk) push();
}

void Pipeline::push() {
    while (!wire_.try_flush()) {
        wire_.wait_for_progress();
        while (received_ < sent_ && wire_.has_result()) receive_one();
    }
    unsent_bytes_ = 0;
}

void Pipeline::sync() {
    wire_.check_sent(PQpipelineSync(wire_.handle()));
    ++syncs_to_come_;
}

void Pipeline::finish() {
    push();
    while (received_ < sent_ || syncs_to_come_ > 0) {
        if (receive_one()) continue;
        wire_.mark_broken();
        if (!has_failure_) throw_connection_lost(wire_.handle());
        return;
    }
    // Nothing is sent, so the clock of the last command must not start again.
    if (PQexitPipelineMode(wire_.handle()) != 1) wire_.check_sent(0);
    wire_.finish_cancel();
    wire_.count_round_trip();
}

bool Pipeline::receive_one() {
    Result result = wire_.receive();
    if (result == nullptr) {
        ++received_;  // libpq ends each command with a null.
        return PQstatus(wire_.handle()) == CONNECTION_OK;
    }
    if (PQresultStatus(result.get()) == PGRES_PIPELINE_SYNC) {
        --syncs_to_come_;
        return true;
    }
    has_failure_ = has_failure_ || is_failure(result.get());
    receiver_(received_, std::move(result));
    return true;
}

}  // namespace azoth::postgresql
