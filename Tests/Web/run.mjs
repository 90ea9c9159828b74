// Runs scenario files in WebAssembly and says or compares their fingerprints.
//
//   node Tests/Web/run.mjs MODULE.wasm FILE SEED [FILE SEED ...]
//     prints `file seed fingerprint`, one run a line
//   node Tests/Web/run.mjs MODULE.wasm --record FILE SEED
//     prints the whole record of one run, as `Results/` keeps it
//   node Tests/Web/run.mjs MODULE.wasm --against COMMAND FILE SEED [FILE SEED ...]
//     compares each with what `COMMAND run FILE --seed SEED --json` says
//   node Tests/Web/run.mjs MODULE.wasm --list < LIST
//     compares each with a list of such lines as the first form prints
//
// Exit status: 0 if all is well, 1 at the first difference, which is named, 2 for wrong arguments.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Lockstep } from './module.mjs';

function fail(status, message) {
  console.error(message);
  process.exit(status);
}

/** Pairs of a file and a seed, from arguments. */
function pairs(words) {
  if (words.length === 0 || words.length % 2 !== 0) {
    fail(2, 'usage: run.mjs MODULE.wasm [--record | --against COMMAND | --list] FILE SEED ...');
  }
  return Array.from({ length: words.length / 2 }, (_, place) => ({
    file: words[2 * place], seed: words[2 * place + 1],
  }));
}

/** What the native command says of a run. */
function nativeFingerprint(command, { file, seed }) {
  const { status, stdout, stderr } = spawnSync(
    command, ['run', file, '--seed', seed, '--json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0 && status !== 1) fail(1, `${command} run ${file} --seed ${seed}: ${stderr}`);
  return [].concat(JSON.parse(stdout)).map((outcome) => outcome.fingerprint).join(',');
}

function runInModule(lockstep, { file, seed }) {
  const result = lockstep.run(file, readFileSync(file), BigInt(seed));
  if (result.status === 2) fail(2, result.text.trimEnd());
  return result;
}

function compare(lockstep, run, expected) {
  const { fingerprint } = runInModule(lockstep, run);
  if (fingerprint !== expected) {
    fail(1, `${run.file} seed ${run.seed}: WebAssembly ${fingerprint}, expected ${expected}`);
  }
  console.log(`same: ${run.file} ${run.seed} ${fingerprint}`);
}

const [modulePath, ...words] = process.argv.slice(2);
if (modulePath === undefined) pairs([]);
const lockstep = new Lockstep(readFileSync(modulePath));

if (words[0] === '--record') {
  for (const run of pairs(words.slice(1))) process.stdout.write(runInModule(lockstep, run).text);
} else if (words[0] === '--against') {
  for (const run of pairs(words.slice(2))) {
    compare(lockstep, run, nativeFingerprint(words[1], run));
  }
} else if (words[0] === '--list') {
  for (const line of readFileSync(0, 'utf8').split('\n').filter((line) => line !== '')) {
    // A file's name may hold spaces; a seed and a fingerprint do not.
    const [, file, seed, fingerprint] = /^(.+) (\d+) ([\w,]+)$/.exec(line)
      ?? fail(2, `not 'file seed fingerprint': ${line}`);
    compare(lockstep, { file, seed }, fingerprint);
  }
} else {
  for (const run of pairs(words)) {
    console.log(`${run.file} ${run.seed} ${runInModule(lockstep, run).fingerprint}`);
  }
}
