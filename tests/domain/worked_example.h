// The worked examples S1..S19 of docs/SPEC.md as data: what each of two users does to A B C D E F,
// and what comes out when user 1 is sequenced first. Shared by the unit tests, the interleavings
// and the tests over a real connection.

#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/order_fixture.h"

namespace reviewd::domain {

struct WorkedExample {
  std::string id;
  std::function<std::vector<v1::Operation>(Tab&)> user_1;
  std::function<std::vector<v1::Operation>(Tab&)> user_2;
  std::string result;
};

std::vector<WorkedExample> worked_examples();

}  // namespace reviewd::domain
