// Runs scenario files in WebAssembly, side by side on all processors, and compares what they give.
//
//   node Tests/Web/run.mjs MODULE.wasm FILE SEED [FILE SEED ...]
//     prints `file seed fingerprint`, one run a line
//   node Tests/Web/run.mjs MODULE.wasm --record FILE SEED
//     prints the whole outcome of one run, and the digest of it that `Results/` keeps
//   node Tests/Web/run.mjs MODULE.wasm --recorded [PROTOCOL ...]
//     compares every file of `Scenarios/`, or those of these protocols, with what `Results/` has of
//     its first seed
//   node Tests/Web/run.mjs MODULE.wasm --against COMMAND FILE SEED [FILE SEED ...]
//     compares each fingerprint with what `COMMAND run FILE --seed SEED --json` says
//   node Tests/Web/run.mjs MODULE.wasm --list < LIST
//     compares each fingerprint with a list of such lines as the first form prints
//
// Exit status: 0 if all is well, 1 if anything differs, each named, 2 for wrong arguments.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { record, scenarioFiles } from './records.mjs';

function refuse(message) {
  console.error(message);
  process.exit(2);
}

/** Pairs of a file and a seed, from arguments. */
function pairs(words) {
  if (words.length === 0 || words.length % 2 !== 0) {
    refuse('usage: run.mjs MODULE.wasm [--record | --against COMMAND] FILE SEED ...'
      + ' | --recorded [PROTOCOL ...] | --list');
  }
  return Array.from({ length: words.length / 2 }, (_, place) => ({
    file: words[2 * place], seed: words[2 * place + 1],
  }));
}

/** The runs of a list on standard input, each with its fingerprint. */
function listed() {
  return readFileSync(0, 'utf8').split('\n').filter((line) => line !== '').map((line) => {
    // A file's name may hold spaces; a seed and a fingerprint do not.
    const match = /^(.+) (\d+) ([\w,]+)$/.exec(line);
    if (match === null) refuse(`not 'file seed fingerprint': ${line}`);
    return { file: match[1], seed: match[2], fingerprint: match[3] };
  });
}

/**
 * A run of every scenario file, or of those of some protocols, the longest first, so that none is left
 * over when the rest is done.
 */
function recorded(protocols) {
  const records = scenarioFiles().map(record)
    .filter(({ protocol }) => protocols.length === 0 || protocols.includes(protocol));
  for (const protocol of protocols) {
    if (!records.some((one) => one.protocol === protocol)) refuse(`no record of '${protocol}'`);
  }
  return records.sort((left, right) => right.events - left.events);
}

/** Runs jobs on all processors and calls `done` with each job and what it gave. */
async function runAll(jobs, workerData, done) {
  let next = 0;
  const serve = () => new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData });
    let job;
    const start = () => {
      if (next === jobs.length) return worker.terminate().then(resolve);
      job = jobs[next];
      next += 1;
      worker.postMessage(job);
    };
    worker.on('message', (result) => { done(job, result); start(); });
    worker.on('error', reject);
    start();
  });
  const count = Math.min(availableParallelism(), jobs.length);
  await Promise.all(Array.from({ length: count }, serve));
}

const [modulePath, form, ...rest] = process.argv.slice(2);
if (modulePath === undefined || form === undefined) pairs([]);
const [jobs, command] =
  form === '--record' ? [pairs(rest)]
    : form === '--recorded' ? [recorded(rest)]
      : form === '--against' ? [pairs(rest.slice(1)), rest[0]]
        : form === '--list' ? [listed()]
          : [pairs([form, ...rest])];
const isCompared = ['--recorded', '--against', '--list'].includes(form);

let differing = 0;
await runAll(
  jobs, { module: new WebAssembly.Module(readFileSync(modulePath)), command },
  ({ file, seed }, { complaint, text, fingerprint }) => {
    if (complaint !== undefined) {
      differing += 1;
      console.error(`${file} seed ${seed}: ${complaint}`);
    } else if (form === '--record') {
      process.stdout.write(text);
    } else {
      console.log(`${isCompared ? 'same: ' : ''}${file} ${seed} ${fingerprint}`);
    }
  });
if (isCompared) console.log(`${jobs.length - differing} of ${jobs.length} runs are the same`);
process.exitCode = differing > 0 ? 1 : 0;
