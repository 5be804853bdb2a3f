import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { standingOrders } from '../cli/standing.ts';
import { record } from '../support/record.ts';
import type { Workspace } from '../support/workspace.ts';

/** The seven orders of every state and the sealed one, with a restricted one, one that a sealed order replaced, and one that binds others. */
export function siteOrders(): Workspace {
  const space = standingOrders();
  space.write('orders/it-restricted.yaml', restricted());
  space.write(
    'orders/it-replaced.yaml',
    record('it-replaced', ['replaced.to', 'deep.film-stream.to'], {
      title: 'Write to anna.rossi [at] example [dot] it',
      legalBasis: ['L. 633/1941 art. 156'],
      notes: 'Colleagues only.',
      events: [
        { type: 'effective', date: '2024-01-01', note: 'Told by telephone.' },
        { type: 'superseded', date: '2026-03-01', by: 'it-sealed' },
      ],
      sources: [
        { url: 'https://news.example.org/anna.rossi(at)example(dot)it', title: 'Press', kind: 'secondary' },
        { url: 'https://court.example.org/1', title: 'The order', kind: 'primary', sha256: 'ab'.repeat(32) },
      ],
    }),
  );
  space.write(
    'orders/it-stayed.yaml',
    record('it-stayed', ['stayed.to', { name: 'shop.stayed.to', scope: 'subdomains' }], {
      events: [
        { type: 'issued', date: '2025-02-01', reference: 'R.G. 5/2025' },
        { type: 'effective', date: '2025-02-10' },
        { type: 'stayed', date: '2025-06-01', reference: "Corte d'appello" },
      ],
    }),
  );
  return space;
}

/** A restricted record; nothing of it but its authority, kind and state may be shown. */
export function restricted(more: Parameters<typeof record>[2] = {}): string {
  return record('it-restricted', ['restricted-name.to', 'film-more.to'], {
    title: 'Secretive S.p.A. v Resolver',
    parties: { applicants: ['Secretive S.p.A.'] },
    caseNumbers: ['RG-777/2026'],
    publication: 'restricted',
    ...more,
  });
}

export type Files = ReadonlyMap<string, string>;

/** Runs the command and reads back what it wrote, by path. */
export async function builtSite(space: Workspace, ...more: readonly string[]): Promise<Files> {
  const { status, stdout, stderr } = await space.run('site', ...more);
  expect([status, stdout, status === 0 ? '' : stderr]).toEqual([0, '', '']);
  return filesBelow(join(space.folder, 'site/current'));
}

export function filesBelow(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.toSorted().map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
