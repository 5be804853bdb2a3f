import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../../generated/ledger.ts';
import { validateLedger } from '../../generated/ledger-validator.ts';
import type { Manifest } from '../../generated/manifest.ts';
import { attempt } from '../disk.ts';
import { writeNew } from '../durable.ts';
import { notAsWritten } from '../second-look.ts';
import { ledgerName } from '../sets.ts';
import type { Memory } from './memory.ts';

/** What is kept of a list: of all orders (whole), or of what was asked for in particular (part). */
export type KeptList = NonNullable<Ledger['lists']['whole']>;

export type ListKind = keyof Ledger['lists'];

/** An order that was read once. */
export type KeptOrder = Ledger['orders'][string];

/** lost: a build left one, and it is not there. damaged: it cannot be read, or is of another build. none: no build left one. */
export type ReadLedger =
  | { readonly kind: 'known'; readonly ledger: Ledger }
  | { readonly kind: 'lost' | 'damaged' | 'none' };

/** The ledger that a build left in a folder. `manifest` is that build's. */
export function readLedger({ path: folder }: Memory, manifest: Manifest | 'damaged' | undefined): ReadLedger {
  if (manifest === undefined) return { kind: 'none' };
  const path = join(folder, ledgerName);
  if (!existsSync(path)) return { kind: manifest === 'damaged' || manifest.ledger === undefined ? 'none' : 'lost' };
  const ledger = ledgerIn(attempt(() => readFileSync(path, 'utf8'), path));
  if (!ledger || (manifest !== 'damaged' && !isOf(manifest, ledger))) return { kind: 'damaged' };
  return { kind: 'known', ledger };
}

function ledgerIn(text: string): Ledger | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return validateLedger(value) ? (value as Ledger) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isOf({ serial, asOf, names }: Manifest, { lists, replaces }: Ledger): boolean {
  return [lists.whole, lists.part, replaces].some(
    (list) => list?.serial === serial && list.asOf === asOf && list.names === names,
  );
}

/** For this account alone: it holds what sealed records say. Read back, because one that is damaged stops the next build. */
export function writeLedger(place: string, ledger: Ledger): void {
  const [path, bytes] = [join(place, ledgerName), Buffer.from(`${JSON.stringify(ledger)}\n`)];
  writeNew(path, bytes, 0o600);
  if (!readFileSync(path).equals(bytes)) throw notAsWritten(ledgerName);
}
