// Runs scenario files in the WebAssembly module; plain JavaScript, for Node and for a page alike.

/** The core of Lockstep in WebAssembly, compiled once. */
export class Lockstep {
  #module;

  /** @param module the bytes of WebRunner.wasm, or a `WebAssembly.Module` of them */
  constructor(module) {
    this.#module =
      module instanceof WebAssembly.Module ? module : new WebAssembly.Module(module);
  }

  /**
   * Runs a scenario on a seed, in an instance of its own.
   *
   * @param name what messages call the file
   * @param bytes the file's bytes
   * @param seed a BigInt
   * @returns the status (0: all held, 1: something did not, 2: the file has mistakes), the text of the
   *   result, and the fingerprint, which is undefined if nothing was run; a file with variants has one
   *   for each, with commas between
   */
  run(name, bytes, seed) {
    const { memory, ...core } = new WebAssembly.Instance(this.#module).exports;
    const nameBytes = new TextEncoder().encode(name);
    const address = core.reserve(nameBytes.length + bytes.length) >>> 0;
    const input = new Uint8Array(memory.buffer, address, nameBytes.length + bytes.length);
    input.set(nameBytes);
    input.set(bytes, nameBytes.length);
    const status = core.run(nameBytes.length, BigInt.asIntN(64, seed));
    const output = new Uint8Array(
      memory.buffer, core.resultAddress() >>> 0, core.resultCount() >>> 0);
    const text = new TextDecoder().decode(output);
    const fingerprints = [...text.matchAll(/^fingerprint: (\w+)$/gm)].map((match) => match[1]);
    const fingerprint = fingerprints.length > 0 ? fingerprints.join(',') : undefined;
    return { status, text, fingerprint };
  }
}
