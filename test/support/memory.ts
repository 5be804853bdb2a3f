import { alarmOf } from '../../src/compile/guards/alarm.ts';
import { defaultSettings } from '../../src/core/settings.ts';
import { type Alarm, Collection, type Shelf } from '../../src/names/index.ts';
import type { Desk } from '../../src/read/orders.ts';

/** A shelf that is a list of pieces in memory. */
export function memoryShelf(): Shelf {
  const pieces = new Map<number, Uint8Array>();
  let end = 0;
  return {
    put: (octets) => {
      pieces.set(end, octets.slice());
      end += octets.length;
      return end - octets.length;
    },
    take: (from, into) => into.set((pieces.get(from) ?? new Uint8Array()).subarray(0, into.length)),
  };
}

let alarm: Alarm | undefined;

/** What reading needs, with lists out of memory; `most` names are sorted at a time. */
export function desk(lists: Readonly<Record<string, string>> = {}, most: number = 1 << 20): Desk {
  // Not by name alone: a record may ask for a file that is called like what every object has.
  const texts = new Map(Object.entries(lists));
  alarm ??= alarmOf(defaultSettings);
  return {
    files: {
      read: (path, from = 0, length) => {
        const text = texts.get(path);
        return text === undefined
          ? undefined
          : Buffer.from(text).subarray(from, length === undefined ? undefined : from + length);
      },
      stamp: (path) => (texts.has(path) ? path : undefined),
    },
    alarm,
    names: new Collection({ shelf: memoryShelf(), most }),
  };
}
