import { html, type Markup } from '../../core/html.ts';
import { blocksNow } from '../facts.ts';
import { flow, mostIn, pagePath, pager, settingsOf } from '../flow.ts';
import { type ListedName, type NameGroup, type NameRow, nameRows, type WeighedRow } from '../listing.ts';
import { blockedPart, type Column, lineNotes, orderLink, shownName, stateText, table, tableRow } from '../said.ts';
import { link, type Page, type Setting, type Site } from '../view.ts';
import type { Words } from '../words/words.ts';

/** The index of all names, and a page of the names that begin alike. */
export function namesPages(site: Site): readonly Page[] {
  const index = flow(site, {
    path: 'names.html',
    section: 'names',
    title: ({ words }) => words.page.names,
    sections: [
      {
        rows: site.groups.map((group) => (view) => {
          const count = new Set(group.rows.map(({ of }) => of)).size;
          const leads = link(view, { path: `names/${group.file}`, text: rangeOf(group) });
          return html`<li>${leads} <span class="quiet">${view.words.number(count)}</span></li>\n`;
        }),
        around: (rows, { words }) =>
          rows.length === 0
            ? html`<p>${words.nothing}</p>`
            : html`<p>${words.namesText} ${words.names(site.names.length)}.</p>
<ul class="index">
${rows}</ul>`,
      },
    ],
  });
  return [...index, ...site.groups.map(groupPage)];
}

const shownLetters = 24;

/** `kickass.to – kinox.to`. */
function rangeOf({ rows }: NameGroup): Markup {
  const [first, last] = [rows[0]?.of.name ?? '', rows.at(-1)?.of.name ?? ''];
  return first === last
    ? html`<bdi>${shortened(first)}</bdi>`
    : html`<bdi>${shortened(first)}</bdi> – <bdi>${shortened(last)}</bdi>`;
}

/** Long names that begin alike differ at their ends. */
function shortened(name: string): string {
  const half = shownLetters / 2;
  return name.length > shownLetters ? `${name.slice(0, half)}…${name.slice(-half)}` : name;
}

function groupPage({ file, start, rows, page, pages }: NameGroup): Page {
  const path = (number: number) => pagePath(`n-${start}.html`, number);
  return {
    path: `names/${file}`,
    section: 'names',
    title: ({ words }) => `${words.page.names}: ${start}…`,
    body: (view) => {
      const { words } = view;
      const shown = rows.map((row) => shownRow(row, view));
      return html`${table(words.page.names, columns(words), shown)}
${pager(view, { page, pages, path })}`;
    },
  };
}

function columns({ label, page }: Words): readonly Column[] {
  return [{ title: label.name }, { title: label.blockedNow, kind: 'short' }, { title: page.orders }];
}

/** The name of the row is where links to a name lead. */
function shownRow({ of, holds, goesOn }: NameRow, setting: Setting): Markup {
  const { words } = setting;
  const blocked = blockedPart(of.holds);
  const cells = [
    shownName(of.name),
    html`<span class="tag ${blocked === 'none' ? 'ended' : 'in-force'}">${words.blockedParts[blocked]}</span>`,
    holds.map((hold) => {
      const state = blocksNow(hold.order, hold.line) ? '' : `${stateText(hold.order, words)}; `;
      return html`<p>${orderLink(setting, hold.order)}: <span class="quiet">${state}${lineNotes(hold, setting)}</span></p>`;
    }),
  ];
  return tableRow(columns(words), cells, goesOn ? undefined : of.name);
}

/** The rows of all names with what each comes to. */
export function weighedRows(names: readonly ListedName[]): readonly WeighedRow[] {
  const settings = settingsOf('names/n-a.html');
  return nameRows(names).map((row) => ({ row, bytes: mostIn(settings, (setting) => shownRow(row, setting)) }));
}
