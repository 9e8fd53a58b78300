// SPDX-License-Identifier: MIT
// Random work in a session against a plain model: the same 800 sequences each time, so that a change is what fails.
// With AZOTH_SOAK it goes on for 600 seconds, with AZOTH_RANDOM_SECONDS for so many; AZOTH_RANDOM_SEED says where to
// begin. A failure is shrunk to a few steps; AZOTH_RANDOM_STEPS plays the line that it prints.
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>

#include "support/backend_test.hpp"
#include "support/random_session/player.hpp"
#include "support/random_session/shrinking.hpp"

namespace azoth::test {
namespace {

using namespace random_session;

constexpr std::uint32_t kSequences = 800;
constexpr int kLongSequences = 8;  // one of so many

struct Failure {
    std::string message;
    std::vector<std::string> story;
};

std::optional<Failure> play(const Engine& engine, const Sequence& sequence) {
    empty_tables(engine);
    Player player(engine, sequence.has_autoflush);
    try {
        for (const Step& step : sequence.steps) player.play(step);
        player.finish();
    } catch (const std::exception& error) {
        const Failure failure{error.what(), player.story()};
        player.abandon();
        return failure;
    }
    return std::nullopt;
}

void report(const Engine& engine, const Sequence& sequence, const std::string& origin) {
    const std::optional<Failure> failure = play(engine, sequence);
    if (!failure) return;
    std::string text = origin + ": " + failure->message + "\n" + (sequence.has_autoflush ? "" : "    (no autoflush)\n");
    for (const std::string& line : failure->story) text += "    " + line + "\n";
    ADD_FAILURE() << text << "AZOTH_RANDOM_STEPS='" << to_string(sequence) << "'";
}

int number_from_environment(const char* name, int usual) {
    const char* const text = std::getenv(name);
    return text == nullptr ? usual : std::atoi(text);
}

using BackendSessionRandom = BackendTest;

TEST_F(BackendSessionRandom, AgreesWithAPlainModel) {
    create_tables(engine());
    if (const char* const steps = std::getenv("AZOTH_RANDOM_STEPS"))
        return report(engine(), read_sequence(steps), "the given steps");

    const int seconds = number_from_environment("AZOTH_RANDOM_SECONDS", std::getenv("AZOTH_SOAK") != nullptr ? 600 : 0);
    const auto first = static_cast<std::uint32_t>(number_from_environment("AZOTH_RANDOM_SEED", 1));
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
    std::uint32_t seed = first;
    for (; seconds == 0 ? seed - first < kSequences : std::chrono::steady_clock::now() < end; ++seed) {
        const Sequence sequence = make_sequence(seed, seed % kLongSequences == 0 ? 120 : 30);
        if (!play(engine(), sequence)) continue;
        const Sequence small =
            shrink(sequence, 800, [&](const Sequence& candidate) { return play(engine(), candidate).has_value(); });
        report(engine(), small, "seed " + std::to_string(seed));
        break;
    }
    RecordProperty("sequences", static_cast<int>(seed - first));
}

}  // namespace
}  // namespace azoth::test
