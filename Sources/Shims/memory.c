// Memory that is really freed: a simulation allocates for as long as it runs.
//
// Two-level segregated fit (Masmano, Ripoll, Crespo and Real, "TLSF: a new dynamic memory allocator
// for real-time systems", ECRTS 2004). Free blocks hang in lists by size, sixteen lists to a power of
// two; two levels of bit maps find a list that fits in constant time, and a freed block joins its free
// neighbours at once. Allocating and freeing are O(1). The heap is all of linear memory from
// `__heap_base` on; nothing else may grow the memory.
//
//   block:  | size, bit 0: free | size of the block before | payload, multiple of 16 bytes ...
//   free:   |                   |                          | next of its list | previous | ...
//
// Blocks are sized in multiples of 16 bytes and begin 8 bytes before a multiple of 16, so every
// payload is aligned to 16 bytes. A block of size 0, never free, ends the heap.
#ifdef __wasm__
#include "shims.h"
#include <stdbool.h>
#include <stdint.h>

typedef struct Block {
  uint32_t sizeAndFree;
  uint32_t sizeBefore;
  struct Block *next;
  struct Block *previous;
} Block;

enum {
  granule = 16,
  headerSize = 8,
  pageSize = 65536,
  /// Lists to a power of two.
  listsALevel = 16,
  /// Level 0 holds sizes below 256, sixteen bytes apart; level `n` those from `128 << n` on.
  levelCount = 25,
  enomem = 12,
};

/// What may be asked for at once.
static const uint32_t largestRequest = 0x7FFF0000;
/// The memory grows at least by this, so that growing is rare.
static const uint32_t growthStep = 1 << 20;

static Block *lists[levelCount][listsALevel];
static uint32_t nonemptyLevels;
static uint32_t nonemptyLists[levelCount];
/// The block of size 0 at the end of the heap; null before the first allocation.
static Block *heapEnd;

extern unsigned char __heap_base;

static uint32_t sizeOf(const Block *block) { return block->sizeAndFree & ~1u; }
static bool isFree(const Block *block) { return block->sizeAndFree & 1; }
static Block *after(Block *block) { return (Block *)((char *)block + sizeOf(block)); }
static Block *before(Block *block) { return (Block *)((char *)block - block->sizeBefore); }
static void *payloadOf(Block *block) { return (char *)block + headerSize; }
static Block *blockOf(void *payload) { return (Block *)((char *)payload - headerSize); }

/// Writes a block's header and tells the block after it.
static void shape(Block *block, uint32_t size, bool free) {
  block->sizeAndFree = size | free;
  after(block)->sizeBefore = size;
}

typedef struct {
  uint32_t level;
  uint32_t list;
} Place;

/// The list of blocks of this size: all of a list's blocks are at least its smallest size.
static Place placeOf(uint32_t size) {
  if (size < 256) { return (Place){0, size / granule}; }
  uint32_t highest = 31 - __builtin_clz(size);
  return (Place){highest - 7, (size >> (highest - 4)) & (listsALevel - 1)};
}

static void insert(Block *block) {
  Place place = placeOf(sizeOf(block));
  Block *first = lists[place.level][place.list];
  block->next = first;
  block->previous = NULL;
  if (first) { first->previous = block; }
  lists[place.level][place.list] = block;
  nonemptyLists[place.level] |= 1u << place.list;
  nonemptyLevels |= 1u << place.level;
}

static void takeOut(Block *block) {
  if (block->next) { block->next->previous = block->previous; }
  if (block->previous) {
    block->previous->next = block->next;
    return;
  }
  Place place = placeOf(sizeOf(block));
  lists[place.level][place.list] = block->next;
  if (block->next) { return; }
  nonemptyLists[place.level] &= ~(1u << place.list);
  if (!nonemptyLists[place.level]) { nonemptyLevels &= ~(1u << place.level); }
}

/// Makes a block free, joined with its free neighbours.
static void release(Block *block) {
  uint32_t size = sizeOf(block);
  Block *follower = after(block);
  if (isFree(follower)) {
    takeOut(follower);
    size += sizeOf(follower);
  }
  if (block->sizeBefore && isFree(before(block))) {
    block = before(block);
    takeOut(block);
    size += sizeOf(block);
  }
  shape(block, size, true);
  insert(block);
}

/// Makes a block that is in no list `size` bytes long and releases the rest of it.
static void trim(Block *block, uint32_t size) {
  uint32_t rest = sizeOf(block) - size;
  shape(block, size, false);
  if (rest == 0) { return; }
  Block *remainder = after(block);
  shape(remainder, rest, false);
  release(remainder);
}

/// Lays out the heap over the memory that the module begins with.
static void begin(void) {
  uintptr_t base = ((uintptr_t)&__heap_base + granule - 1) & ~(uintptr_t)(granule - 1);
  Block *first = (Block *)(base + granule - headerSize);
  uintptr_t end = __builtin_wasm_memory_size(0) * pageSize;
  heapEnd = (Block *)(end - headerSize);
  first->sizeBefore = 0;
  if (first >= heapEnd) {
    // The memory ends right behind the data: the heap begins with its end, on a page of its own.
    __builtin_wasm_memory_grow(0, 1);
    heapEnd = (Block *)(end + pageSize - headerSize);
  }
  heapEnd->sizeAndFree = 0;
  shape(first, (uint32_t)((char *)heapEnd - (char *)first), false);
  release(first);
}

/// Grows the memory by at least `size` bytes, which become a free block at the end of the heap.
static bool grow(uint32_t size) {
  uint32_t wanted = size < growthStep ? growthStep : size;
  uint32_t pages = (wanted + pageSize - 1) / pageSize;
  uint32_t least = (size + pageSize - 1) / pageSize;
  // The last page of four gigabytes stays unused, so that no address wraps round.
  uint32_t left = 65535 - (uint32_t)__builtin_wasm_memory_size(0);
  if (pages > left) { pages = left; }
  if (pages < least) { return false; }
  if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) {
    pages = least;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) { return false; }
  }
  Block *grown = heapEnd;
  heapEnd = (Block *)((char *)grown + pages * pageSize);
  heapEnd->sizeAndFree = 0;
  shape(grown, pages * pageSize, false);
  release(grown);
  return true;
}

/// Takes a block of at least `size` bytes out of its list; null if there is none.
static Block *find(uint32_t size) {
  // The first block of a list fits whatever rounds up to the list's smallest size.
  uint32_t rounded = size;
  if (size >= 256) { rounded += (1u << (31 - __builtin_clz(size) - 4)) - 1; }
  Place place = placeOf(rounded);
  uint32_t candidates = nonemptyLists[place.level] & (~0u << place.list);
  if (!candidates) {
    uint32_t levels = nonemptyLevels & (~0u << (place.level + 1));
    if (!levels) { return NULL; }
    place.level = __builtin_ctz(levels);
    candidates = nonemptyLists[place.level];
  }
  Block *block = lists[place.level][__builtin_ctz(candidates)];
  takeOut(block);
  return block;
}

/// A block in use of at least `size` bytes, or null.
static Block *allocate(uint32_t size) {
  if (!heapEnd) { begin(); }
  Block *block = find(size);
  if (!block) {
    // The list of a block of exactly `size` may be one that is not looked through; a sixteenth more
    // lifts it into the next.
    if (!grow(size + size / listsALevel)) { return NULL; }
    block = find(size);
  }
  return block;
}

/// Moves the beginning of a block that is in no list up to an aligned payload.
static Block *align(Block *block, uint32_t alignment) {
  uintptr_t payload = (uintptr_t)payloadOf(block);
  uintptr_t aligned = (payload + alignment - 1) & ~(uintptr_t)(alignment - 1);
  if (aligned == payload) { return block; }
  // Both are multiples of 16, so what lies between is a block.
  uint32_t front = (uint32_t)(aligned - payload);
  uint32_t size = sizeOf(block) - front;
  Block *moved = (Block *)((char *)block + front);
  shape(block, front, false);
  shape(moved, size, false);
  release(block);
  return moved;
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (size > largestRequest || alignment > pageSize) { return enomem; }
  uint32_t needed = ((uint32_t)size + headerSize + granule - 1) & ~(uint32_t)(granule - 1);
  uint32_t slack = alignment > granule ? (uint32_t)alignment : 0;
  Block *block = allocate(needed + slack);
  if (!block) { return enomem; }
  if (slack) { block = align(block, slack); }
  trim(block, needed);
  *result = payloadOf(block);
  return 0;
}

void free(void *pointer) {
  if (pointer) { release(blockOf(pointer)); }
}
#endif
