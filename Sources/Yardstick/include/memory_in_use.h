#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that the program holds from the C allocator, or -1 where it does not tell.
int64_t memory_in_use(void);

/// Gives freed memory back to the system, where the C allocator can.
void memory_trim(void);

#ifdef __cplusplus
}
#endif
