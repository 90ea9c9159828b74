#include "memory_in_use.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

int64_t memory_in_use(void) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  struct mallinfo2 figures = mallinfo2();
  return int64_t(figures.uordblks) + int64_t(figures.hblkhd);
#else
  return -1;
#endif
}

void memory_trim(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}
