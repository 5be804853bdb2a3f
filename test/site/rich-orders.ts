import { record } from '../support/record.ts';
import type { Workspace } from '../support/workspace.ts';
import { siteOrders } from './built-site.ts';

const longLabel = 'a-very-long-label-that-nobody-would-type-but-that-dns-allows-63';

/** Nearly as long as a name can be: a policy zone's own name has to fit behind it. */
const longestName: string = `${`${longLabel}.`.repeat(3)}${'b'.repeat(40)}.to`;

/** An id as long as they may be, whose words no browser would part. */
export const longestId: string = `it-${'x'.repeat(77)}`;

const duty = { service: 'dns-resolver', effect: 'block' } as const;

/** Orders of every state with what is hard to show: long words, many amendments, other scripts, many names, many stays. */
export function richOrders(): Workspace {
  const space = siteOrders();
  const add = (...[id, targets, more]: Parameters<typeof record>) =>
    space.write(`orders/${id}.yaml`, record(id, targets, more));
  add(longestId, [longestName, `${longLabel}.to`, `${'0123456789'.repeat(6)}.example.to`, 'excluded.example.to'], {
    title: `Donaudampfschifffahrtsgesellschaft${'kapitän'.repeat(20)} v Resolver: ${'a title that goes on and on '.repeat(8)}`,
    authority: {
      name: `Oberverwaltungsgericht${'und'.repeat(30)} für die Sachen, die sonst niemand haben will`,
      kind: 'court',
      country: 'DE',
      timeZone: 'Europe/Berlin',
    },
    caseNumbers: ['9'.repeat(120), 'R.G. 1/2026'],
    parties: { applicants: ['W'.repeat(150), 'Short S.p.A.'], respondents: ['Resolver, Inc.'] },
    obligations: [{ ...duty, comply: { within: 'PT30M', from: 'notified' }, penalty: `EUR ${'0'.repeat(90)}` }],
    sources: [{ url: `https://court.example.org/${'path'.repeat(40)}`, kind: 'primary', sha256: 'cd'.repeat(32) }],
    excluded: [{ name: 'excluded.example.to', by: 'operator', reason: 'E'.repeat(200) }],
  });
  add('it-amended-often', ['first.amended.to'], {
    title: 'League v Resolver: a list that grows every week',
    amendments: Array.from({ length: 60 }, (_, at) => ({
      date: new Date(Date.UTC(2025, 0, 7 + 7 * at)).toISOString().slice(0, 10),
      add: [`week-${at}.amended.to`],
      ...(at > 2 && { remove: [`week-${at - 3}.amended.to`] }),
      reference: `Notice ${at + 1}`,
    })),
  });
  add('jp-scripts', ['日本語.example.to', 'bücher.example.to', 'مثال.example.to', 'пример.рф', 'ελληνικά.gr'], {
    title: 'Verlag gegen Resolver: 出版社 対 リゾルバ',
    authority: { name: '東京地方裁判所', kind: 'court', country: 'JP', timeZone: 'Asia/Tokyo' },
  });
  add(
    'it-many-names',
    Array.from({ length: 130 }, (_, at) => `many-${at}.to`),
  );
  addStays(add);
  addEnds(add);
  add('us-asks', undefined, {
    instrument: 'subpoena',
    obligations: [{ service: 'registrar', effect: 'disclose' }],
    authority: { name: 'U.S. District Court for the Southern District of New York', kind: 'court', country: 'US' },
  });
  add('it-restricted-too', ['one-more-secret.to'], { publication: 'restricted', instrument: 'administrative-order' });
  return space;
}

type Add = (...order: Parameters<typeof record>) => void;

function addStays(add: Add): void {
  add('fr-stop-and-go', ['stop-and-go.to'], {
    authority: { name: 'Tribunal judiciaire de Paris', kind: 'court', country: 'FR', timeZone: 'Europe/Paris' },
    events: [
      { type: 'effective', date: '2015-03-01' },
      ...Array.from({ length: 8 }, (_, at) => [
        { type: 'stayed' as const, date: `${2016 + at}-02-01` },
        { type: 'stay-lifted' as const, date: `${2016 + at}-05-01` },
      ]).flat(),
      { type: 'expires', date: '2030-01-31' },
    ],
  });
}

function addEnds(add: Add): void {
  const from = { type: 'effective', date: '2021-05-05' } as const;
  add('it-ran-out', ['ran-out.to', 'first.amended.to'], { events: [from, { type: 'expires', date: '2023-12-31' }] });
  add('it-annulled', ['annulled.to'], { events: [from, { type: 'annulled', date: '2022-06-30' }] });
  add('it-replaced-openly', ['openly.to'], {
    events: [from, { type: 'superseded', date: '2024-01-15', by: 'it-amended-often' }],
  });
  add('it-begins', ['begins.to'], { events: [{ type: 'effective', date: '2027-02-01' }] });
}
