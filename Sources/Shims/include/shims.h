/// What the Embedded Swift runtime asks of a C library, for a target that has none: memory to
/// allocate (`memory.c`), blocks to copy and compare (`blocks.c`), wide multiplication and division
/// (`integers.c`) and the rest (`runtime.c`). Empty except for WebAssembly.
#ifndef LOCKSTEP_SHIMS_H
#define LOCKSTEP_SHIMS_H

#ifdef __wasm__
#include <stddef.h>

int posix_memalign(void **result, size_t alignment, size_t size);
void free(void *pointer);

void *memcpy(void *restrict target, const void *restrict source, size_t count);
void *memmove(void *target, const void *source, size_t count);
void *memset(void *target, int value, size_t count);
int memcmp(const void *left, const void *right, size_t count);

void arc4random_buf(void *target, size_t count);
int putchar(int character);
#endif

#endif
