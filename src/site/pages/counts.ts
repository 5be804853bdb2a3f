import { html, type Markup } from '../../core/html.ts';
import type { State } from '../facts.ts';
import { overTime } from '../over-time.ts';
import { table } from '../said.ts';
import type { Page, Site, View } from '../view.ts';
import { allAuthorities } from './authorities.ts';

/** How much there is: over time, by state, by authority. */
export function countsPage(site: Site): Page {
  const counts = overTime(site);
  const most = Math.max(1, ...counts.map(({ names }) => names));
  return {
    path: 'counts.html',
    section: 'counts',
    title: ({ words }) => words.page.counts,
    body: (view) => {
      const { words } = view;
      const { label } = words;
      const rows = counts.map(
        ({ year, orders, names }) =>
          html`<tr><th scope="row">${year ?? label.now}</th><td class="number">${words.number(orders)}</td><td>${words.number(names)} ${bar(names / most)}</td></tr>\n`,
      );
      return html`<p>${words.countsText}</p>
<h2>${words.byYear}</h2>
${table(words.byYear, { head: [label.year, label.ordersInForce, label.namesListed], rows })}
<h2>${words.byState}</h2>
${byState(view)}
<h2>${words.byAuthority}</h2>
${allAuthorities(view)}`;
    },
  };
}

/** Says in a picture what the cell before it says in a number. */
function bar(share: number): Markup {
  return html`<svg class="timeline in-force" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true"><rect x="0" y="2" width="${Math.round(share * 1000)}" height="12"/></svg>`;
}

const states: readonly State[] = ['in-force', 'not-yet', 'stayed', 'ended', 'draft', 'kept'];

function byState({ words, site }: View): Markup {
  const rows = states.map((state) => {
    const count = site.facts.orders.filter(({ position }) => position.state === state).length;
    return html`<tr><th scope="row">${words.states[state]}</th><td class="number">${words.number(count)}</td></tr>\n`;
  });
  return table(words.byState, { head: [words.label.state, words.label.count], rows });
}
