#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

uint64_t yardstick_hold(uint32_t pending, uint64_t events);

#ifdef __cplusplus
}
#endif
