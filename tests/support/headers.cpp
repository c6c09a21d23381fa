// SPDX-License-Identifier: MIT
// Empty. Precompiled headers belong to a target with a file that uses them, and main.cpp, which
// says how doctest.h is to be read, cannot.
