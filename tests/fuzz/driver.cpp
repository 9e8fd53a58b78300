// SPDX-License-Identifier: MIT
// Stands in for libFuzzer: the files of a folder, then changes of them, the same ones on every run.
//
//   fuzz_literal <folder> [runs]
#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "fuzz/fuzz_target.hpp"

namespace {

using Input = std::string;

std::vector<Input> read_corpus(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files(std::filesystem::directory_iterator(folder), {});
    std::sort(files.begin(), files.end());
    std::vector<Input> inputs{""};
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
    }
    return inputs;
}

class Mutator {
public:
    explicit Mutator(const std::vector<Input>& corpus) : corpus_(corpus) {}

    Input next() {
        Input input = any();
        for (std::size_t i = below(4) + 1; i > 0; --i) change(input);
        return input;
    }

private:
    std::size_t below(std::size_t limit) { return random_() % limit; }
    const Input& any() { return corpus_[below(corpus_.size())]; }
    char character() {
        constexpr std::string_view kTelling = "'\"`\\:;-/*$[](){}%_\0\n a1\xc3\xa9\xff";
        return below(3) == 0 ? static_cast<char>(below(256)) : kTelling[below(kTelling.size())];
    }

    void change(Input& input) {
        const std::size_t at = below(input.size() + 1);
        switch (below(4)) {
            case 0: input.insert(at, 1, character()); break;
            case 1: input.erase(at, below(4)); break;
            case 2: input = input.substr(0, at) + any(); break;
            default:
                if (at < input.size()) input[at] = character();
        }
    }

    const std::vector<Input>& corpus_;
    std::mt19937_64 random_;
};

void run(const Input& input) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: %s <folder> [runs]\n", arguments[0]);
        return 2;
    }
    const std::vector<Input> corpus = read_corpus(arguments[1]);
    const long runs = count > 2 ? std::stol(arguments[2]) : 20000;
    for (const Input& input : corpus) run(input);
    Mutator mutator(corpus);
    for (long i = 0; i < runs; ++i) run(mutator.next());
}
