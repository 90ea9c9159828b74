// The few services that the Embedded Swift runtime asks for besides memory.
#ifdef __wasm__
#include "shims.h"
#include <stdint.h>

/// Seeds the hashing of sets and dictionaries. The same bytes every time: nothing walks through a
/// hashed collection, and no input from a stranger is worth an attack on a run.
void arc4random_buf(void *target, size_t count) { memset(target, 0x5A, count); }

/// The module has no console; what it has to say is in its results.
int putchar(int character) { return character; }

uintptr_t __stack_chk_guard = 0x6C6F636B;

void __stack_chk_fail(void) { __builtin_trap(); }
#endif
