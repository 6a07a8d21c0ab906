#include "net/asio_scheduler.h"

#include <boost/asio/post.hpp>
#include <memory>

namespace reviewd::net {

void AsioScheduler::soon(std::function<void()> what) { asio::post(io_, std::move(what)); }

void AsioScheduler::after(Clock::duration wait, std::function<void()> what) {
  auto timer = std::make_unique<Timer>(io_, wait);
  Timer& started = *timer;
  started.async_wait(
      [timer = std::move(timer), what = std::move(what)](const boost::system::error_code& error) {
        if (!error) what();
      });
}

}  // namespace reviewd::net
