import { NameTable } from '../names/index.ts';
import type { KeptRecord } from '../read/kept.ts';
import type { KeptNames } from '../read/orders.ts';
import type { RecordFile } from '../read/records.ts';
import type { OpenIndex, ShelvedStretch } from './build-index.ts';
import { digestSize, stampedFiles, stampsOf } from './stamps.ts';
import { sameFiles } from './watched.ts';

/** What an earlier build read, as far as it is still so. */
export interface Earlier {
  /** What was made of a record that, with its lists, is as it was. */
  readonly kept: (file: string) => RecordFile['kept'];
  /** SHA-256 of a file that is as it was. */
  readonly digest: (file: string) => Uint8Array;
  readonly names: KeptNames;
}

/** The index is not what it was when it was written: what comes from it is worth nothing. */
export class DamagedIndex extends Error {}

export interface Surroundings {
  readonly key: string;
  readonly config: string;
  /** The files to be read now. */
  readonly records: readonly string[];
  readonly cwd: string;
}

/** undefined where nothing of it can be used. */
export function earlierReading(index: OpenIndex, { key, config, records, cwd }: Surroundings): Earlier | undefined {
  const { head, stamps, section } = index;
  if (head.key !== key || head.config !== config || !head.records) return undefined;
  const digests = new Uint8Array(head.digests.size);
  const lines = Buffer.alloc(head.records.size);
  if (!section(head.digests, digests) || !section(head.records, lines)) return undefined;
  const now = stampsOf([config, ...records, ...head.lists], cwd);
  const same = sameFiles({ stamps, digests }, now, cwd);
  if (!same.has(config)) return undefined;
  const known = new Map<string, NonNullable<RecordFile['kept']>>();
  let firstClaim = 1;
  for (let from = 0, to = lines.indexOf(lineFeed); to !== -1; from = to + 1, to = lines.indexOf(lineFeed, from)) {
    const { file, kept } = JSON.parse(lines.toString('utf8', from, to)) as RecordLine;
    const isSame = same.has(file) && (kept.order?.lists ?? []).every(({ path }) => same.has(path));
    if (isSame) known.set(file, { record: kept, firstClaim });
    firstClaim += kept.claims.length;
  }
  const placeOf = new Map(stampedFiles(stamps).map(({ path }, at) => [path, at]));
  return {
    kept: (file) => known.get(file),
    digest: (file) => {
      const at = (placeOf.get(file) ?? 0) * digestSize;
      return digests.subarray(at, at + digestSize);
    },
    names: storedNames(index),
  };
}

const lineFeed = 10;

/** One line of the index's records. */
export interface RecordLine {
  readonly file: string;
  readonly kept: KeptRecord;
}

function storedNames({ head, section }: OpenIndex): KeptNames {
  return {
    rows: head.tables.reduce((sum, { rows }) => sum + rows, 0),
    *[Symbol.iterator]() {
      const table = new NameTable();
      for (const stretch of head.tables) {
        fill(table, stretch, section);
        yield table;
      }
    },
  };
}

function fill(table: NameTable, { rows, base, cells, octets }: ShelvedStretch, section: OpenIndex['section']): void {
  table.load({ rows, base, octets: octets.size }, (intoCells, intoBytes) => {
    if (!section(cells, intoCells) || !section(octets, intoBytes)) throw new DamagedIndex('The index is damaged.');
  });
}
