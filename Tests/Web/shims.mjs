// Tests what stands in for a C library in the WebAssembly module: memory, blocks, wide integers.
//
//   node Tests/Web/shims.mjs SHIMS.wasm
//
// The module is Sources/Shims alone, linked with the functions exported; `.ci/wasm` builds it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const fresh = () => new WebAssembly.Instance(module, {}).exports;

/** A generator of whole numbers below a bound; the same ones every time. */
function generator(seed) {
  let state = BigInt(seed);
  return (bound) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
    return Number((state >> 33n) % BigInt(bound));
  };
}

/** Allocates, or gives null if there is no memory. */
function allocate(shims, alignment, size) {
  // The word below the stack's top is free for the answer: nothing is on the stack between calls.
  const answer = shims.answerAddress;
  if (shims.posix_memalign(answer, alignment, size) !== 0) return null;
  return new DataView(shims.memory.buffer).getUint32(answer, true);
}

function withAnswer(shims) {
  return { ...shims, memory: shims.memory, answerAddress: shims.__stack_pointer.value - 64 };
}

const tests = {
  'blocks in use keep their bytes, are aligned and do not overlap'() {
    const shims = withAnswer(fresh());
    const below = generator(1);
    const live = [];
    const check = ({ address, size, mark }) => {
      const bytes = new Uint8Array(shims.memory.buffer, address, size);
      assert(bytes.every((byte) => byte === mark), `block at ${address} of ${size} bytes changed`);
    };
    for (let step = 0; step < 60_000; step += 1) {
      if (live.length > 0 && below(100) < 48) {
        const place = below(live.length);
        const block = live[place];
        check(block);
        shims.free(block.address);
        live[place] = live[live.length - 1];
        live.pop();
        continue;
      }
      const alignment = below(10) === 0 ? 16 << below(8) : 16;
      const size = below(50) === 0 ? below(200_000) : below(2) === 0 ? below(64) : below(2_000);
      const address = allocate(shims, alignment, size);
      assert.equal(address % alignment, 0);
      const mark = below(256);
      new Uint8Array(shims.memory.buffer, address, size).fill(mark);
      live.push({ address, size, mark });
    }
    live.forEach(check);
  },

  'freed memory is used again, however long a run allocates'() {
    const shims = withAnswer(fresh());
    const below = generator(2);
    const pass = () => {
      const live = [];
      for (let step = 0; step < 20_000; step += 1) {
        live.push(allocate(shims, 16, below(3_000)));
        if (live.length > 500) shims.free(live.splice(below(live.length), 1)[0]);
      }
      live.forEach((address) => shims.free(address));
    };
    pass();
    const reached = shims.memory.buffer.byteLength;
    for (let times = 0; times < 20; times += 1) pass();
    assert(shims.memory.buffer.byteLength <= reached + (1 << 20), 'memory grew pass after pass');
  },

  'free neighbours join: all that was freed in bits serves one large block'() {
    const shims = withAnswer(fresh());
    const blocks = Array.from({ length: 10_000 }, () => allocate(shims, 16, 1_000));
    const reached = shims.memory.buffer.byteLength;
    const below = generator(3);
    while (blocks.length > 0) shims.free(blocks.splice(below(blocks.length), 1)[0]);
    assert.notEqual(allocate(shims, 16, 9_400_000), null);
    assert.equal(shims.memory.buffer.byteLength, reached);
  },

  'what cannot be had is refused, and the heap goes on'() {
    const shims = withAnswer(fresh());
    assert.equal(allocate(shims, 16, 0xFFFFFFF0), null);
    assert.equal(allocate(shims, 16, 0x7FFF0001), null);
    assert.notEqual(allocate(shims, 16, 100), null);
  },

  'blocks are copied, moved, filled and compared'() {
    const shims = withAnswer(fresh());
    const below = generator(4);
    const base = allocate(shims, 16, 4_096);
    const bytes = new Uint8Array(shims.memory.buffer, base, 4_096);
    for (let step = 0; step < 5_000; step += 1) {
      bytes.forEach((_, place) => { if (place % 7 === step % 7) bytes[place] = below(256); });
      const model = bytes.slice();
      const count = below(2) === 0 ? below(64) : below(1_000);
      const [from, to] = [below(3_000), below(3_000)];
      if (step % 3 === 0) {
        shims.memmove(base + to, base + from, count);
        model.copyWithin(to, from, from + count);
      } else if (step % 3 === 1) {
        shims.memset(base + to, step, count);
        model.fill(step & 255, to, to + count);
      } else if (Math.abs(from - to) >= count) {
        shims.memcpy(base + to, base + from, count);
        model.copyWithin(to, from, from + count);
      }
      assert.equal(Buffer.compare(bytes, model), 0);
      const sign = Buffer.compare(model.subarray(from, from + count), model.subarray(to, to + count));
      assert.equal(Math.sign(shims.memcmp(base + from, base + to, count)), sign);
    }
  },

  'wide products, quotients and remainders are those of whole numbers'() {
    const shims = withAnswer(fresh());
    const below = generator(5);
    const half = (bits) => {
      let word = 0n;
      for (let bit = 0; bit < bits; bit += 16) word = (word << 16n) | BigInt(below(65536));
      return below(4) === 0 ? BigInt.asUintN(64, -word) : word;
    };
    const wide = () => (half(16 * below(5)) << 64n) | half(16 * (1 + below(4)));
    const low = (word) => BigInt.asIntN(64, word);
    const high = (word) => BigInt.asIntN(64, word >> 64n);
    const call = (name, ...words) => {
      const answer = shims.answerAddress;
      shims[name](answer, ...words);
      const view = new DataView(shims.memory.buffer);
      return (view.getBigUint64(answer + 8, true) << 64n) | view.getBigUint64(answer, true);
    };
    for (let step = 0; step < 20_000; step += 1) {
      const [left, right] = [wide(), wide()];
      const both = (name) => call(name, low(left), high(left), low(right), high(right));
      assert.equal(both('__multi3'), BigInt.asUintN(128, left * right));
      const count = below(128);
      const shift = (name) => call(name, low(left), high(left), count);
      assert.equal(shift('__ashlti3'), BigInt.asUintN(128, left << BigInt(count)));
      assert.equal(shift('__lshrti3'), left >> BigInt(count));
      assert.equal(
        shift('__ashrti3'), BigInt.asUintN(128, BigInt.asIntN(128, left) >> BigInt(count)));
      if (right === 0n) continue;
      assert.equal(both('__udivti3'), left / right);
      assert.equal(both('__umodti3'), left % right);
      const [signedLeft, signedRight] = [BigInt.asIntN(128, left), BigInt.asIntN(128, right)];
      assert.equal(both('__divti3'), BigInt.asUintN(128, signedLeft / signedRight));
      assert.equal(both('__modti3'), BigInt.asUintN(128, signedLeft % signedRight));
    }
  },
};

for (const [name, test] of Object.entries(tests)) {
  test();
  console.log(`passed: ${name}`);
}
