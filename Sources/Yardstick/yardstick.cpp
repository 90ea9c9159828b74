#include "yardstick.h"

#include <queue>
#include <time.h>
#include <vector>

namespace {

struct Event {
  uint64_t time, sequence, a, b;
};

struct Later {
  bool operator()(const Event &left, const Event &right) const {
    return left.time != right.time ? left.time > right.time : left.sequence > right.sequence;
  }
};

/// SplitMix64 with its own increment, from seed 1.
struct Random {
  uint64_t state = 1;
  uint64_t next() {
    uint64_t z = (state += 0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
  }
};

class Hold {
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  Random random;
  uint64_t sequence = 0;

  void push(uint64_t now, uint64_t a) {
    queue.push(Event{now + 1 + (random.next() >> 44), sequence, a, sequence});
    sequence++;
  }

public:
  explicit Hold(uint32_t pending) {
    for (uint32_t index = 0; index < pending; index++) push(0, index);
  }

  uint64_t run(uint64_t events) {
    uint64_t checksum = 0;
    if (queue.empty()) return checksum;
    for (uint64_t done = 0; done < events; done++) {
      Event event = queue.top();
      queue.pop();
      checksum = checksum * 31 + (event.time ^ event.a);
      push(event.time, event.a);
    }
    return checksum;
  }
};

uint64_t nanoseconds() {
#ifdef CLOCK_THREAD_CPUTIME_ID
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return uint64_t(now.tv_sec) * 1000000000 + uint64_t(now.tv_nsec);
#else
  return uint64_t(clock()) * (1000000000 / CLOCKS_PER_SEC);
#endif
}

}  // namespace

uint64_t yardstick_hold(
    uint32_t pending, uint64_t warmup, uint64_t events, uint64_t *nanoseconds_cpu) {
  Hold hold(pending);
  hold.run(warmup);
  uint64_t start = nanoseconds();
  uint64_t checksum = hold.run(events);
  *nanoseconds_cpu = nanoseconds() - start;
  return checksum;
}
