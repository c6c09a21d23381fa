// SPDX-License-Identifier: MIT
#include <dunlin/cli/run.hpp>

int main(int argc, char** argv) {
    return dunlin::cli::run(argc, argv);
}
