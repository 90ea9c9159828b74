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
 * What is recorded of a scenario file's first seed: the protocol, the seed, the number of events of all
 * variants, and for each variant the fingerprint of its run and a digest of the whole outcome, to the
 * last digit.
 */
export function record(file) {
  const path = file.replace(/^Scenarios\//, 'Results/').replace(/\.json5$/, '.seeds');
  const text = readFileSync(path, 'utf8');
  const [, protocol] = /^protocol (.+)$/m.exec(text);
  const firsts = [...text.matchAll(/^seed (\d+) (\w+) (\w+) (\d+)$/gm)];
  const variants = firsts.map(([, , fingerprint, outcome]) => ({ fingerprint, outcome }));
  return {
    file, protocol, seed: firsts[0][1], variants,
    events: firsts.reduce((sum, first) => sum + Number(first[4]), 0),
  };
}

/** The first variant of which a result's text differs from what was recorded; undefined if none does. */
export function difference(text, variants) {
  const find = (name) => [...text.matchAll(new RegExp(`^${name}: (\\w+)$`, 'gm'))]
    .map((match) => match[1]);
  const seen = { fingerprint: find('fingerprint'), outcome: find('outcome') };
  if (seen.outcome.length !== variants.length) {
    return `${seen.outcome.length} variants, recorded ${variants.length}`;
  }
  for (const [index, variant] of variants.entries()) {
    for (const name of ['fingerprint', 'outcome']) {
      if (seen[name][index] !== variant[name]) {
        return `variant ${index + 1}: ${name} in WebAssembly ${seen[name][index]}, `
          + `recorded ${variant[name]}`;
      }
    }
  }
  return undefined;
}
