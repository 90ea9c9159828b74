#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The yardstick that speeds are stated against: the hold model on std::priority_queue.
///
/// Pops the earliest of `pending` 32-byte events and pushes it back 1..2^20 later: `warmup` times
/// unmeasured, then `events` times, of which it stores the CPU time of this thread in nanoseconds.
/// Returns a checksum of the times and payloads popped after the warm-up.
uint64_t yardstick_hold(
    uint32_t pending, uint64_t warmup, uint64_t events, uint64_t *nanoseconds_cpu);

#ifdef __cplusplus
}
#endif
