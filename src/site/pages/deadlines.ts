import { html } from '../../core/html.ts';
import { flow } from '../flow.ts';
import { type Column, orderLink, table, tableRow, time, written } from '../said.ts';
import type { Page, Site, View } from '../view.ts';
import type { Words } from '../words/words.ts';

const columns = ({ label }: Words): readonly Column[] => [
  { title: label.date, kind: 'date' },
  { title: label.order },
  { title: label.what },
];

/** What begins, ends or must be done, the next first. */
export function deadlinesPages(site: Site): readonly Page[] {
  const rows = site.facts.coming.map(({ order, kind, names, time: at }) => (view: View) => {
    const { words } = view;
    const which = html`${orderLink(view, order)}<br><span class="quiet">${written(order.title)}</span>`;
    const what = `${words.coming[kind]}${names > 0 ? ` (${words.names(names)})` : ''}`;
    return tableRow(columns(words), [time(at, view), which, what]);
  });
  return flow(site, {
    path: 'deadlines.html',
    section: 'deadlines',
    title: ({ words }) => words.page.deadlines,
    sections: [
      {
        rows,
        around: (shown, { words }) => html`<p>${words.deadlinesText}</p>
${shown.length === 0 ? html`<p>${words.nothing}</p>` : table(words.page.deadlines, columns(words), shown)}`,
      },
    ],
  });
}
