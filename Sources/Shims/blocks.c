// Blocks of memory, copied by the machine's own instructions where that pays.
//
// The file is compiled freestanding, so that the compiler does not turn a loop here into a call of
// the function that it stands in.
#ifdef __wasm__
#include "shims.h"
#include <stdint.h>

/// Below this number of bytes a loop is faster than the bulk instruction.
enum { shortBlock = 32 };

typedef uint64_t __attribute__((may_alias, aligned(1))) Word;

static void copyBulk(void *target, const void *source, size_t count) {
  __asm__ volatile(
      "local.get %0\n"
      "local.get %1\n"
      "local.get %2\n"
      "memory.copy 0, 0\n" ::"r"(target),
      "r"(source), "r"(count)
      : "memory");
}

static void fillBulk(void *target, int value, size_t count) {
  __asm__ volatile(
      "local.get %0\n"
      "local.get %1\n"
      "local.get %2\n"
      "memory.fill 0\n" ::"r"(target),
      "r"(value), "r"(count)
      : "memory");
}

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
  if (count > shortBlock) {
    copyBulk(target, source, count);
    return target;
  }
  char *to = target;
  const char *from = source;
  for (; count >= sizeof(Word); count -= sizeof(Word)) {
    *(Word *)to = *(const Word *)from;
    to += sizeof(Word);
    from += sizeof(Word);
  }
  for (; count > 0; count -= 1) { *to++ = *from++; }
  return target;
}

void *memmove(void *target, const void *source, size_t count) {
  // The instruction copes with blocks that overlap.
  copyBulk(target, source, count);
  return target;
}

void *memset(void *target, int value, size_t count) {
  fillBulk(target, value, count);
  return target;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *one = left;
  const unsigned char *other = right;
  for (; count > 0; count -= 1, one += 1, other += 1) {
    if (*one != *other) { return *one - *other; }
  }
  return 0;
}
#endif
