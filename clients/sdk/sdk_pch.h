// Precompiled for the sources of this folder: Asio and the generated messages, without Beast.
// (boost/asio/io_context.hpp and what coroutines need; Beast itself stays in two files.)

#pragma once

#include <boost/asio.hpp>
#include <memory>
#include <string>
#include <vector>

#include "reviewd/v1/live.pb.h"
#include "reviewd/v1/snapshot.pb.h"
