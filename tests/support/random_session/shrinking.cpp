// SPDX-License-Identifier: MIT
#include "support/random_session/shrinking.hpp"

#include <algorithm>

namespace azoth::test::random_session {
namespace {

class Shrinker {
public:
    Shrinker(Sequence sequence, int trials, const std::function<bool(const Sequence&)>& fails)
        : best_(std::move(sequence)), trials_(trials), fails_(fails) {}

    Sequence run() {
        for (bool is_better = true; is_better && trials_ > 0;) {
            is_better = false;
            for (std::size_t size = std::max<std::size_t>(1, best_.steps.size() / 2); size > 0; size /= 2)
                is_better = remove_runs(size) || is_better;
        }
        make_numbers_small();
        return best_;
    }

private:
    bool accept(const Sequence& candidate) {
        if (trials_-- <= 0 || !fails_(candidate)) return false;
        best_ = candidate;
        return true;
    }

    bool remove_runs(std::size_t size) {
        bool is_better = false;
        for (std::size_t at = 0; at < best_.steps.size();) {
            Sequence candidate = best_;
            const auto first = candidate.steps.begin() + static_cast<std::ptrdiff_t>(at);
            const std::size_t count = std::min(size, candidate.steps.size() - at);
            candidate.steps.erase(first, first + static_cast<std::ptrdiff_t>(count));
            if (accept(candidate))
                is_better = true;
            else
                at += size;
        }
        return is_better;
    }

    void make_numbers_small() {
        for (std::size_t i = 0; i < best_.steps.size(); ++i) {
            for (std::uint32_t Step::*number : {&Step::a, &Step::b, &Step::c}) {
                for (const std::uint32_t smaller : {0U, 1U, 2U}) {
                    if (best_.steps[i].*number <= smaller) break;
                    Sequence candidate = best_;
                    candidate.steps[i].*number = smaller;
                    if (accept(candidate)) break;
                }
            }
        }
    }

    Sequence best_;
    int trials_;
    const std::function<bool(const Sequence&)>& fails_;
};

}  // namespace

Sequence shrink(Sequence sequence, int trials, const std::function<bool(const Sequence&)>& fails) {
    return Shrinker(std::move(sequence), trials, fails).run();
}

}  // namespace azoth::test::random_session
