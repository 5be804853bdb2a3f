import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderRecord } from '../../src/core/order.ts';
import { record } from '../support/record.ts';

type More = Partial<OrderRecord>;

/** A record with its names in an annex, as they stand in the lines. */
export function writeOrder(folder: string, id: string, lines: readonly string[], more: More = {}): void {
  const text = `${lines.join('\n')}\n`;
  const sha256 = createHash('sha256').update(text).digest('hex');
  mkdirSync(join(folder, 'orders'), { recursive: true });
  writeFileSync(join(folder, 'orders', `${id}.txt`), text);
  writeFileSync(
    join(folder, 'orders', `${id}.yaml`),
    record(id, undefined, { ...more, annex: { file: `${id}.txt`, sha256 } }),
  );
}

/** The same names every time, all different, in no order: a linear congruential generator (Numerical Recipes). */
export function manyNames(count: number): string[] {
  let state = 20261124;
  const next = (limit: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789-_';
  const tops = ['com', 'net', 'org', 'to', 'ru', 'pro', 'de', 'info', 'xyz', 'it', 'co.uk'];
  const fronts = ['', '', '', 'www.', 'm.', 'a.b.', '_tcp.'];
  return Array.from({ length: count }, (_, index) => {
    let label = 'n';
    for (let length = next(8); length > 0; length--) label += letters[next(letters.length)];
    return `${fronts[next(fronts.length)]}${label}q${index.toString(36)}.${tops[next(tops.length)]}`;
  });
}

const day = (effective: string, expires?: string): More => ({
  events: [
    { type: 'effective', date: effective },
    ...(expires === undefined ? [] : [{ type: 'expires', date: expires } as const]),
  ],
});

/** Orders that overlap in every way in which the answer for a name can depend on several of them: a million names. */
export function writeOrders(folder: string): void {
  const names = manyNames(1_035_000);
  const part = (from: number, to: number) => names.slice(from * 1000, to * 1000);
  writeOrder(folder, 'first', part(0, 500));
  writeOrder(folder, 'second', part(400, 900));
  writeOrder(folder, 'exact', part(890, 960), { scope: 'exact' });
  writeOrder(folder, 'expired', part(950, 975), day('2020-01-01', '2026-11-23'));
  writeOrder(folder, 'last-day', part(974, 976), day('2020-01-01', '2026-11-24'));
  writeOrder(folder, 'future', part(970, 995), day('2026-11-25'));
  writeOrder(folder, 'messy', [...messyLines(part(995, 1025)), ...masks(names), ...international()]);
  writeOrder(folder, 'sealed', [...part(490, 500), ...part(1025, 1035)], { publication: 'sealed' });
  writeOrder(
    folder,
    'below',
    Array.from({ length: 60_000 }, (_, index) => below(names[index * 17] ?? '', index)),
  );
  writeFileSync(join(folder, 'orders/inline.yaml'), record('inline', timed(part(898, 899))));
}

/** One or two labels below a name, so that some lie below a name that is blocked alone, or by nobody, or not yet. */
function below(name: string, index: number): string {
  return `${index % 3 === 0 ? `deep.x${index}` : `x${index}`}.${name}`;
}

/** The ways of writing a name that mean the same. */
function messyLines(names: readonly string[]): string[] {
  const forms: ((name: string) => string)[] = [
    (name) => name.toUpperCase(),
    (name) => `${name}.`,
    (name) => `http://${name}`,
    (name) => `HTTPS://${name.toUpperCase()}/`,
    (name) => ` \t${name} \r`,
    (name) => `# ${name}x: a comment\n\n${name}`,
    (name) => `${name}\n${name}.\nhttp://${name}/`,
  ];
  return names.map((name, index) => forms[index % forms.length]?.(name) ?? name);
}

/** `*.x` where x is listed by nobody, by another order with all below it, alone, and by this one. */
function masks(names: readonly string[]): string[] {
  const listed = [0, 399_000, 891_000, 920_000, 951_000, 996_000].flatMap((from) => names.slice(from, from + 100));
  return [...listed, ...listed.map((name) => `mask.${name.replace(/^_tcp\./, '')}.to`)].map((name) => `*.${name}`);
}

function international(): string[] {
  const words = [
    'größe*.de',
    'STRASSE-straße*.de',
    'MÜNCHEN*.com',
    'cafe\u0301*.fr',
    'пример*.рф',
    '例え*.jp',
    'λόγος*.gr',
  ];
  return words.flatMap((word) => Array.from({ length: 300 }, (_, index) => word.replace('*', String(index))));
}

function timed(names: readonly string[]): NonNullable<OrderRecord['targets']> {
  return names.map((name, index) => {
    const listed = `inline${index}.${name}`;
    if (index % 5 === 0) return { name: listed, until: '2026-11-23' };
    if (index % 5 === 1) return { name: listed, from: '2026-11-25' };
    if (index % 5 === 2) return { name: listed, from: '2026-11-24', until: '2026-11-24' };
    return index % 5 === 3 ? { name: `own${index}.${name}x`, scope: 'subdomains' } : listed;
  });
}
