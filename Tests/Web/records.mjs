// What `Results/` keeps of scenario files.

import { readFileSync, readdirSync } from 'node:fs';

/** Every scenario file, in order of their names. */
export function scenarioFiles() {
  return readdirSync('Scenarios', { recursive: true })
    .filter((name) => name.endsWith('.json5'))
    .map((name) => `Scenarios/${name}`)
    .sort();
}

/**
 * The record of a scenario file: the seed it was taken on, the number of events, and the text that a
 * run of the file on that seed has to give, to the last digit.
 */
export function record(file) {
  const path = file.replace(/^Scenarios\//, 'Results/').replace(/\.json5$/, '.txt');
  // Behind the heading stands one block for each variant; what it says of further seeds is no part of
  // a run.
  const [, ...blocks] = readFileSync(path, 'utf8').trimEnd().split('\n\n');
  const lines = blocks.join('\n').split('\n');
  const seed = lines.find((line) => line.startsWith('seed: ')).slice('seed: '.length);
  const ofManySeeds = /^(seed: |held: \d+ of |fingerprint of all seeds: )/;
  const text = lines.filter((line) => !ofManySeeds.test(line)).join('\n') + '\n';
  const counts = [...text.matchAll(/^events: (\d+)$/gm)].map((match) => Number(match[1]));
  return { file, seed, text, events: counts.reduce((sum, count) => sum + count, 0) };
}

/** The first line in which a result differs from what was expected, as text; undefined if none does. */
export function difference(result, expected) {
  if (result === expected) return undefined;
  const [seen, meant] = [result.split('\n'), expected.split('\n')];
  const place = meant.findIndex((line, index) => line !== seen[index]);
  const at = place < 0 ? meant.length : place;
  return `line ${at + 1}: WebAssembly '${seen[at]}', expected '${meant[at]}'`;
}
