import { html, type Markup } from '../../core/html.ts';
import type { State } from '../facts.ts';
import { flow, type Section } from '../flow.ts';
import { type Count, overTime } from '../over-time.ts';
import { type Column, table, tableRow } from '../said.ts';
import type { Page, Site } from '../view.ts';
import type { Words } from '../words/words.ts';
import { authoritiesSection } from './authorities.ts';

/** How much there is: over time, by state, by authority. */
export function countsPages(site: Site): readonly Page[] {
  const authorities = authoritiesSection(site);
  return flow(site, {
    path: 'counts.html',
    section: 'counts',
    title: ({ words }) => words.page.counts,
    sections: [
      yearsSection(overTime(site)),
      statesSection(site),
      {
        ...authorities,
        around: (rows, view) => html`<h2>${view.words.byAuthority}</h2>
${authorities.around(rows, view)}`,
      },
    ],
  });
}

function yearsSection(counts: readonly Count[]): Section {
  const most = Math.max(1, ...counts.map(({ names }) => names));
  return {
    rows: counts.map(({ year, orders, names }) => ({ words }) => {
      const measured = html`<div class="measured"><span>${words.number(names)}</span>${bar(names / most)}</div>`;
      return tableRow(yearColumns(words), [year ?? words.label.now, words.number(orders), measured]);
    }),
    around: (rows, { words }) => html`<p>${words.countsText}</p>
<h2>${words.byYear}</h2>
${table(words.byYear, yearColumns(words), rows)}`,
  };
}

function yearColumns({ label }: Words): readonly Column[] {
  return [
    { title: label.year, kind: 'short' },
    { title: label.ordersInForce, kind: 'total' },
    { title: label.namesListed },
  ];
}

/** Says in a picture what the number before it says. */
function bar(share: number): Markup {
  return html`<svg class="timeline in-force" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="4" width="${Math.round(share * 1000)}" height="12"/></svg>`;
}

const states: readonly State[] = ['in-force', 'not-yet', 'stayed', 'ended', 'draft', 'kept'];

function statesSection({ facts }: Site): Section {
  const columns = ({ label }: Words): readonly Column[] => [
    { title: label.state },
    { title: label.count, kind: 'total' },
  ];
  return {
    rows: states.map((state) => ({ words }) => {
      const count = facts.orders.filter(({ position }) => position.state === state).length;
      return tableRow(columns(words), [words.states[state], words.number(count)]);
    }),
    around: (rows, { words }) => html`<h2>${words.byState}</h2>
${table(words.byState, columns(words), rows)}`,
  };
}
