// SPDX-License-Identifier: MIT
#include "support/random_session/step.hpp"

#include <numeric>
#include <random>
#include <sstream>

namespace azoth::test::random_session {
namespace {

/// How often each action comes, in the order of Action.
constexpr int kWeights[kActions] = {7, 9, 3, 10, 8, 8, 2, 6, 1, 6, 4, 4, 3, 3, 3, 2, 3,
                                    1, 2, 3, 1,  6, 3, 1, 1, 3, 3, 8, 2, 4, 1, 3, 2, 2};

Action random_action(std::mt19937& random) {
    static const int total = std::accumulate(std::begin(kWeights), std::end(kWeights), 0);
    int number = static_cast<int>(random() % static_cast<unsigned>(total));
    int action = 0;
    while (number >= kWeights[action]) number -= kWeights[action++];
    return static_cast<Action>(action);
}

}  // namespace

Sequence make_sequence(std::uint32_t seed, std::size_t length) {
    std::mt19937 random(seed);
    Sequence sequence{.has_autoflush = random() % 4 != 0, .steps = {}};
    for (std::size_t i = 0; i < length; ++i) {
        const Action action = random_action(random);
        sequence.steps.push_back({action, static_cast<std::uint32_t>(random() % 1000),
                                  static_cast<std::uint32_t>(random() % 1000),
                                  static_cast<std::uint32_t>(random() % 1000)});
    }
    return sequence;
}

std::string to_string(const Sequence& sequence) {
    std::ostringstream text;
    text << sequence.has_autoflush;
    for (const Step& step : sequence.steps)
        text << ' ' << static_cast<int>(step.action) << ' ' << step.a << ' ' << step.b << ' ' << step.c;
    return text.str();
}

Sequence read_sequence(std::string_view text) {
    std::istringstream stream{std::string(text)};
    Sequence sequence;
    stream >> sequence.has_autoflush;
    int action = 0;
    for (Step step; stream >> action >> step.a >> step.b >> step.c; sequence.steps.push_back(step))
        step.action = static_cast<Action>(action);
    return sequence;
}

}  // namespace azoth::test::random_session
