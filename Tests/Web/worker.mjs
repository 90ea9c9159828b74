// One thread that runs scenarios in the WebAssembly module, a run for each message.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Lockstep } from './module.mjs';
import { difference } from './records.mjs';

const lockstep = new Lockstep(workerData.module);

/** What the native command says of a run. */
function nativeFingerprint(command, { file, seed }) {
  const { status, stdout, stderr } = spawnSync(
    command, ['run', file, '--seed', seed, '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) throw new Error(`${command}: ${stderr}`);
  return [].concat(JSON.parse(stdout)).map((outcome) => outcome.fingerprint).join(',');
}

/** Runs a job; what is wrong with it, if anything is, is its `complaint`. */
function run(job) {
  const result = lockstep.run(job.file, readFileSync(job.file), BigInt(job.seed));
  if (result.status === 2) return { ...result, complaint: result.text.trimEnd() };
  if (job.variants !== undefined) {
    return { ...result, complaint: difference(result.text, job.variants) };
  }
  const expected = workerData.command ? nativeFingerprint(workerData.command, job) : job.fingerprint;
  if (expected === undefined || expected === result.fingerprint) return result;
  return { ...result, complaint: `WebAssembly ${result.fingerprint}, expected ${expected}` };
}

parentPort.on('message', (job) => {
  try {
    parentPort.postMessage(run(job));
  } catch (error) {
    parentPort.postMessage({ complaint: `stopped: ${error.message}` });
  }
});
