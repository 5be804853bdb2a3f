import { join, resolve } from 'node:path';
import { openIndex } from './build-index.ts';
import { type Earlier, earlierReading } from './earlier.ts';
import { type Input, type InputRequest, readInput } from './input.ts';
import type { Io } from './io.ts';
import { currentSet } from './sets.ts';
import { buildKey } from './unchanged.ts';

/** Where a build writes, if nothing else is said. */
export const outFolder = 'out';

export interface ChangedRequest extends Omit<InputRequest, 'earlier'> {
  /** The output folder of a build that may have left an index. */
  readonly out: string;
  /** The id of an order that is wanted with every word of its record: an index leaves out what no build needs. */
  readonly whole?: string | undefined;
}

/** Reads the orders as `readInput` does, but only what has changed since the build that wrote the output folder. */
export function readChanged({ out, whole, ...request }: ChangedRequest, io: Io): Input {
  const index = openIndex(join(resolve(io.cwd, out), currentSet));
  const around = { key: buildKey(io), cwd: io.cwd };
  try {
    const earlier: InputRequest['earlier'] = (sources) => {
      const known = index && earlierReading(index, { ...around, ...sources });
      return known && whole !== undefined ? without(known, whole) : known;
    };
    return readInput({ ...request, earlier }, io);
  } finally {
    index?.close();
  }
}

/** The same, but that the order with this id has to be read. */
function without(earlier: Earlier, id: string): Earlier {
  return {
    ...earlier,
    kept: (file) => {
      const kept = earlier.kept(file);
      return kept?.record.order?.id === id ? undefined : kept;
    },
  };
}
