import { record } from './record.ts';

/** As many records as a build remembers one by one, and some more, each with names of its own. */
export function manyRecords(count = 104): Record<string, string> {
  const all = Array.from({ length: count }, (_, number) => {
    const id = `fixed-${number}`;
    return [`orders/fixed/${id}.yaml`, record(id, [`site-${number}.to`, `mirror-${number}.live`])] as const;
  });
  return Object.fromEntries(all);
}
