// Arithmetic of 128 bits, which the compiler asks its runtime library for: shifts, products of two
// 64-bit words, quotients of such a product. Written with 64-bit words only, lest it ask itself.
#ifdef __wasm__
#include <stdint.h>

typedef unsigned __int128 Wide;
typedef __int128 SignedWide;

/// A wide word and its halves.
typedef union {
  Wide whole;
  struct {
    uint64_t low;
    uint64_t high;
  };
} Halves;

static Halves halvesOf(Wide whole) { return (Halves){.whole = whole}; }
static Halves join(uint64_t high, uint64_t low) { return (Halves){.low = low, .high = high}; }

Wide __ashlti3(Wide word, int count) {
  Halves halves = halvesOf(word);
  if (count == 0) { return word; }
  if (count >= 64) { return join(halves.low << (count - 64), 0).whole; }
  return join((halves.high << count) | (halves.low >> (64 - count)), halves.low << count).whole;
}

Wide __lshrti3(Wide word, int count) {
  Halves halves = halvesOf(word);
  if (count == 0) { return word; }
  if (count >= 64) { return join(0, halves.high >> (count - 64)).whole; }
  return join(halves.high >> count, (halves.low >> count) | (halves.high << (64 - count))).whole;
}

SignedWide __ashrti3(SignedWide word, int count) {
  Halves halves = halvesOf((Wide)word);
  int64_t high = (int64_t)halves.high;
  if (count == 0) { return word; }
  if (count >= 64) {
    return (SignedWide)join((uint64_t)(high >> 63), (uint64_t)(high >> (count - 64))).whole;
  }
  uint64_t low = (halves.low >> count) | (halves.high << (64 - count));
  return (SignedWide)join((uint64_t)(high >> count), low).whole;
}

/// The whole product of two words, from four products of their halves.
static Halves multiply(uint64_t left, uint64_t right) {
  uint64_t leftLow = (uint32_t)left, leftHigh = left >> 32;
  uint64_t rightLow = (uint32_t)right, rightHigh = right >> 32;
  uint64_t low = leftLow * rightLow;
  uint64_t middle = leftHigh * rightLow + (low >> 32);
  uint64_t cross = leftLow * rightHigh + (uint32_t)middle;
  uint64_t high = leftHigh * rightHigh + (middle >> 32) + (cross >> 32);
  return join(high, (cross << 32) | (uint32_t)low);
}

SignedWide __multi3(SignedWide left, SignedWide right) {
  Halves one = halvesOf((Wide)left), other = halvesOf((Wide)right);
  Halves product = multiply(one.low, other.low);
  product.high += one.high * other.low + one.low * other.high;
  return (SignedWide)product.whole;
}

typedef struct {
  Halves quotient;
  Halves remainder;
} Division;

/// Takes the next bit of a dividend down into a long division; its quotient's new bit comes out.
static uint64_t step(Halves *remainder, uint64_t bit, Wide divisor) {
  uint64_t carry = remainder->high >> 63;
  *remainder = join(
      (remainder->high << 1) | (remainder->low >> 63), (remainder->low << 1) | bit);
  if (!carry && remainder->whole < divisor) { return 0; }
  remainder->whole -= divisor;
  return 1;
}

/// Long division, a bit at a time below what 64-bit division does at once.
static Division divide(Wide dividend, Wide divisor) {
  Halves top = halvesOf(dividend), bottom = halvesOf(divisor);
  Division result = {join(0, 0), join(0, top.high)};
  if (bottom.high == 0) {
    result.quotient.high = top.high / bottom.low;
    result.remainder.low = top.high % bottom.low;
    if (result.remainder.low == 0) {
      result.quotient.low = top.low / bottom.low;
      result.remainder.low = top.low % bottom.low;
      return result;
    }
  }
  for (int place = 63; place >= 0; place -= 1) {
    uint64_t bit = step(&result.remainder, (top.low >> place) & 1, divisor);
    result.quotient.low |= bit << place;
  }
  return result;
}

Wide __udivti3(Wide dividend, Wide divisor) { return divide(dividend, divisor).quotient.whole; }
Wide __umodti3(Wide dividend, Wide divisor) { return divide(dividend, divisor).remainder.whole; }

static Wide magnitude(SignedWide word) { return word < 0 ? -(Wide)word : (Wide)word; }

SignedWide __divti3(SignedWide dividend, SignedWide divisor) {
  Wide quotient = divide(magnitude(dividend), magnitude(divisor)).quotient.whole;
  return (SignedWide)((dividend < 0) != (divisor < 0) ? -quotient : quotient);
}

SignedWide __modti3(SignedWide dividend, SignedWide divisor) {
  Wide remainder = divide(magnitude(dividend), magnitude(divisor)).remainder.whole;
  return (SignedWide)(dividend < 0 ? -remainder : remainder);
}
#endif
