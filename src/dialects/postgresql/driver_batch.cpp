// SPDX-License-Identifier: MIT
#include "dialects/postgresql/driver_batch.hpp"

#include <utility>

#include "dialects/postgresql/driver_format.hpp"

namespace azoth::postgresql {

Batch::Batch(Wire& wire, const std::vector<std::string>& to_deallocate, const std::string& opening,
             std::span<std::int64_t> affected, std::vector<Result>* answers)
    : wire_(wire),
      is_in_transaction_(wire.is_in_transaction()),
      affected_(affected),
      answers_(answers),
      pipeline_(wire, [this](std::size_t command, Result result) { receive(command, std::move(result)); }) {
    deallocate(to_deallocate);
    if (opening.empty()) return;
    send(opening);
    opening_count_ = 1;
}

void Batch::send(const std::string& sql) {
    pipeline_.add(PQsendQueryParams(wire_.handle(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, kTextFormat));
}

void Batch::deallocate(const std::vector<std::string>& names) {
    if (names.empty()) return;
    for (const std::string& name : names) send("DEALLOCATE " + name);
    deallocation_count_ = names.size();
    pipeline_.sync();
}

void Batch::prepare(Prepared& prepared, const std::string& sql, std::string_view forms) {
    const auto types = types_of_forms(forms);
    pipeline_.add(
        PQsendPrepare(wire_.handle(), prepared.name(), sql.c_str(), static_cast<int>(types.size()), types.data()));
    preparations_.push_back(&prepared);
}

void Batch::execute(const Prepared& prepared, const Parameters& parameters) {
    constexpr std::size_t kMessageOverhead = 64;
    pipeline_.add(PQsendQueryPrepared(wire_.handle(), prepared.name(), parameters.count(), parameters.values(),
                                      parameters.lengths(), parameters.formats(), prepared.result_format()),
                  parameters.byte_count() + kMessageOverhead);
}

void Batch::execute_unprepared(const std::string& sql, const Parameters& parameters) {
    const auto types = types_of_forms(parameters.forms());
    pipeline_.add(PQsendQueryParams(wire_.handle(), sql.c_str(), parameters.count(), types.data(), parameters.values(),
                                    parameters.lengths(), parameters.formats(), kTextFormat));
}

void Batch::finish() {
    pipeline_.sync();
    pipeline_.finish();
    if (answer_ != nullptr && is_failure(answer_.get()) && has_ended_connection(answer_.get())) wire_.mark_broken();
}

void Batch::receive(std::size_t command, Result result) {
    const std::size_t first_preparation = deallocation_count_ + opening_count_;
    const std::size_t first_execution = first_preparation + preparations_.size();
    const bool has_failed = is_failure(result.get());
    if (command < deallocation_count_) {
        // Outside of a transaction it harms nobody when the name is gone already.
        if (!has_failed || !is_in_transaction_) return;
    } else if (command < first_preparation) {
        // The opening: of interest only when it fails.
    } else if (command < first_execution) {
        preparations_[command - first_preparation]->set_on_server(PQresultStatus(result.get()) == PGRES_COMMAND_OK);
    } else {
        const std::int64_t changed = postgresql::affected_rows(result.get());
        if (command - first_execution < affected_.size()) affected_[command - first_execution] = changed;
        total_affected_ += changed;
        if (answers_ != nullptr && !has_failed) {
            (*answers_)[command - first_execution] = std::move(result);
            return;
        }
    }
    const bool is_first_result = command >= answered_count_;  // COPY has two: that it starts, and that it ended.
    answered_count_ = command + 1;
    if (answer_ != nullptr && is_failure(answer_.get())) return;
    if (is_first_result || has_failed) answer_ = std::move(result);
}

}  // namespace azoth::postgresql
