#pragma once

// What most tests include, directly or not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <thread>

#include "cmake/precompiled_edge.h"
