import { html } from '../../core/html.ts';
import { orderLink, pager, table, time, written } from '../said.ts';
import type { Page, Site } from '../view.ts';
import { inPages, pagePath } from './paged.ts';

const datesOnPage = 300;

/** What begins, ends or must be done, the next first. */
export function deadlinesPages({ facts }: Site): readonly Page[] {
  return inPages(facts.coming, datesOnPage).map((dates, index, { length }) => ({
    path: pagePath('deadlines.html', index + 1),
    section: 'deadlines',
    title: ({ words }) => words.page.deadlines,
    body: (view) => {
      const { words } = view;
      const { label } = words;
      const rows = dates.map(
        ({ order, kind, names, time: at }) =>
          html`<tr><th scope="row">${time(at, view)}</th><td>${orderLink(view, order)}<br><span class="quiet">${written(order.title)}</span></td><td>${words.coming[kind]}${names > 0 ? ` (${words.names(names)})` : ''}</td></tr>\n`,
      );
      const head = [label.date, label.order, label.what];
      return html`<p>${words.deadlinesText}</p>
${dates.length === 0 ? html`<p>${words.nothing}</p>` : table(words.page.deadlines, { head, rows })}
${pager(view, { page: index + 1, pages: length, path: (page) => pagePath('deadlines.html', page) })}`;
    },
  }));
}
