// Runs commands and takes their time and their peak of memory.
import { spawnSync } from 'node:child_process';

/** Why a row has no figures, in words for the table. */
export class Unmeasured extends Error {}

const time = '/usr/bin/time';
const packages = {
  [time]: 'time',
  sort: 'coreutils',
  'named-compilezone': 'bind9-utils',
};

/**
 * Seconds by the wall and MiB at the peak (GNU time's: of the largest process), of one run. `before` is not measured.
 * The clock is ours: GNU time's has steps of 10 ms, too coarse for a program that runs for 100.
 */
export function measured({ argv, cwd, env, before = () => {}, status = 0 }) {
  before();
  const start = process.hrtime.bigint();
  const ended = spawnSync(time, ['-q', '-f', '%M', ...argv], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (ended.error) throw new Unmeasured(missing(time));
  const lines = ended.stderr.trim().split('\n');
  if (ended.status === 127) throw new Unmeasured(missing(argv[0]));
  if (ended.status !== status) throw new Unmeasured(`it ended with ${ended.status}: ${lines[0]}`);
  return { seconds, mebibytes: Number(lines.at(-1)) / 1024 };
}

function missing(program) {
  const name = packages[program];
  return `${program} is not here${name ? ` (Debian: ${name})` : ''}`;
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

const fewest = 3;
const most = 25;
const enough = 6;

/** Both in turn, so that the machine's mood hits both: short ones more often, for the median to settle. */
export function inTurn(ours, theirs) {
  const pairs = [];
  for (let spent = 0; pairs.length < fewest || (pairs.length < most && spent < enough); ) {
    const pair = { ours: measured(ours), theirs: measured(theirs) };
    spent += pair.ours.seconds + pair.theirs.seconds;
    pairs.push(pair);
  }
  return pairs;
}

/** The median of what the question says of each pair: a ratio is taken inside the pair. */
export function medianOf(pairs, question) {
  return median(pairs.map(question));
}
