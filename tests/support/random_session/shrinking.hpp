// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "support/random_session/step.hpp"

namespace azoth::test::random_session {

/// A small sequence for which `fails` still holds, found in at most so many trials.
Sequence shrink(Sequence sequence, int trials, const std::function<bool(const Sequence&)>& fails);

}  // namespace azoth::test::random_session
