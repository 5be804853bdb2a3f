import { html, type Markup } from '../core/html.ts';
import { unicodeName } from '../core/name.ts';
import { type Authority, blocksNow, type Happening, type PublicOrder, type Time } from './facts.ts';
import type { Hold } from './listing.ts';
import { link, type View } from './view.ts';
import type { Words } from './words/words.ts';

// What several pages say in the same way.

export function time({ text }: Time, { words }: View): Markup {
  const machine = text.replace(/^(\S{10}) (\d\d:\d\d)$/, '$1T$2');
  return html`<time datetime="${machine}">${words.date(text)}</time>`;
}

/** `In force since 11 July 2022, no end is known`. */
export function stateText({ position }: Pick<PublicOrder, 'position'>, words: Words): string {
  const dates = stateDates({ position }, words);
  return dates === '' ? words.states[position.state] : `${words.states[position.state]} ${dates}`;
}

/** `since 11 July 2022, no end is known`; empty where the state has no date. */
export function stateDates({ position }: Pick<PublicOrder, 'position'>, words: Words): string {
  const { state, since, last } = position;
  if (since === undefined) return '';
  const begun = `${words.stateSince[state]} ${words.date(since.text)}`;
  if (state !== 'in-force') return begun;
  return `${begun}, ${last === undefined ? words.noEnd : `${words.until} ${words.date(last.text)}`}`;
}

/** The languages of countries in which courts write one alone. */
const languages: Readonly<Record<string, string>> = Object.fromEntries(
  'AT de,AU en,BG bg,BR pt,CZ cs,DE de,DK da,EE et,ES es,FR fr,GB en,GR el,HR hr,HU hu,IT it,LT lt,LV lv,NL nl,PL pl,PT pt,RO ro,RU ru,SE sv,SI sl,SK sk,US en'
    .split(',')
    .map((pair) => pair.split(' ')),
);

/** What the order says in its own words. `lang=""` is a language that is not known (HTML 3.2.6.2). */
export function own(text: string, { country }: Pick<Authority, 'country'>): Markup {
  return html`<span lang="${languages[country] ?? ''}">${text}</span>`;
}

/** What a colleague wrote, in a language that nobody noted. */
export function written(text: string): Markup {
  return html`<span lang="">${text}</span>`;
}

/** A name as its readers know it, and as it is asked for. */
export function shownName(name: Hold['line']['name']): Markup {
  const unicode = unicodeName(name);
  return unicode === name
    ? html`<bdi>${name}</bdi>`
    : html`<bdi lang="">${unicode}</bdi> <bdi class="quiet">(${name})</bdi>`;
}

export function orderLink(view: View, { id }: Pick<PublicOrder, 'id'>): Markup {
  return link(view, { path: `orders/${id}.html`, text: id });
}

export function nameLink(view: View, name: Hold['line']['name']): Markup {
  const file = view.site.fileOfName.get(name);
  return file === undefined ? shownName(name) : link(view, { path: `names/${file}#${name}`, text: shownName(name) });
}

/** What a line says beyond its order: its scope, and its own times. */
export function lineNotes({ order, line }: Hold, { words }: View): string {
  return [
    words.scopes[line.scope],
    ...(line.when === 'now' ? [] : [words.whens[line.when]]),
    ...(line.from === undefined ? [] : [words.fromDay(words.date(line.from.text))]),
    ...(line.last === undefined ? [] : [words.lastDay(words.date(line.last.text))]),
    ...(order.position.binds || order.position.state === 'kept' ? [] : [words.notUs]),
  ].join('; ');
}

export function isBlocked(holds: readonly Hold[]): boolean {
  return holds.some(({ order, line }) => blocksNow(order, line));
}

/** A table with titles; the first cell of each row names it. */
export function table(
  caption: string,
  { head, rows }: { readonly head: readonly string[]; readonly rows: readonly Markup[] },
): Markup {
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table></div>
`;
}

/** Where one list goes over several pages. */
export function pager(
  view: View,
  { page, pages, path }: { readonly page: number; readonly pages: number; readonly path: (page: number) => string },
): Markup {
  const { words } = view;
  if (pages === 1) return html``;
  return html`<nav class="pager" aria-label="${words.pageOf(page, pages)}"><p>${words.pageOf(page, pages)}</p>
${page > 1 ? html`<a rel="prev" href="${path(page - 1)}">${words.previous}</a>` : ''}
${page < pages ? html`<a rel="next" href="${path(page + 1)}">${words.next}</a>` : ''}</nav>
`;
}

/** What happened, without the order that took this one's place. */
export function happeningWords({ type, added, ended }: Happening, words: Words): string {
  return type === 'amendment' ? words.amended(added, ended) : words.events[type];
}
