import { html, type Markup, type Part } from '../core/html.ts';
import { unicodeName } from '../core/name.ts';
import { type Authority, blocksNow, type Happening, type PublicOrder, type Time } from './facts.ts';
import type { Hold } from './listing.ts';
import { link, type Setting, type View } from './view.ts';
import type { Words } from './words/words.ts';

// What several pages say in the same way.

export function time({ text }: Time, { words }: Setting): Markup {
  const machine = text.replace(/^(\S{10}) (\d\d:\d\d)(?: \(UTC(.*)\))?$/, (_, day, clock, offset = '') => {
    return `${day}T${clock}${offset || 'Z'}`;
  });
  return html`<time datetime="${machine}">${words.date(text)}</time>`;
}

/** `In force since 11 July 2022, no end date is known`. */
export function stateText({ position }: Pick<PublicOrder, 'position'>, words: Words): string {
  const dates = stateDates({ position }, words);
  const state = words.states[position.state];
  if (dates === '') return state;
  const isApart = position.state === 'not-yet' || position.since === undefined;
  return `${state}${isApart ? ',' : ''} ${dates}`;
}

/** `since 11 July 2022, no end date is known`; empty where the state has no date. */
export function stateDates({ position }: Pick<PublicOrder, 'position'>, words: Words): string {
  const { state, since, last } = position;
  const begun = since === undefined ? [] : [`${words.stateSince[state]} ${words.date(since.text)}`];
  const end = last === undefined ? [] : [`${words.until} ${words.date(last.text)}`];
  return [...begun, ...end, ...(state === 'in-force' && last === undefined ? [words.noEnd] : [])].join(', ');
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

export function orderLink(from: Setting, { id }: Pick<PublicOrder, 'id'>): Markup {
  return link(from, { path: `orders/${id}.html`, text: id });
}

export function nameLink(view: View, name: Hold['line']['name']): Markup {
  const file = view.site.fileOfName.get(name);
  return file === undefined ? shownName(name) : link(view, { path: `names/${file}#${name}`, text: shownName(name) });
}

/** What a line says beyond its order: its scope, and its own times. */
export function lineNotes({ order, line }: Hold, { words }: Setting): string {
  const notes = [
    line.free === 'all' ? words.leftFree : words.scopes[line.scope],
    ...(line.free === 'some' ? [words.exceptFree] : []),
    ...(line.when === 'now' ? [] : [words.whens[line.when]]),
    ...(line.from === undefined ? [] : [words.fromDay(words.date(line.from.text))]),
    ...(line.last === undefined ? [] : [words.lastDay(words.date(line.last.text))]),
  ].join('; ');
  return order.position.binds || order.position.state === 'kept' ? notes : `${notes}. ${words.notUs}`;
}

/** Whether public orders block a name of theirs itself, or only those below it. */
export function blockedPart(holds: readonly Hold[]): 'self' | 'below' | 'none' {
  const blocking = holds.filter(({ order, line }) => blocksNow(order, line));
  if (blocking.length === 0) return 'none';
  return blocking.some(({ line }) => line.scope !== 'subdomains') ? 'self' : 'below';
}

/** A column of a table. Its kind is a class that says how wide it is; what has none shares the rest. */
export interface Column {
  readonly title: Part;
  readonly kind?: 'number' | 'total' | 'date' | 'short' | 'status' | 'bar';
  /** What a cell says of itself where the table becomes blocks, on a narrow screen; without it, the title. */
  readonly short?: string;
}

/** A table with titles; the first cell of each row names it. */
export function table(caption: string, columns: readonly Column[], rows: readonly Markup[]): Markup {
  return html`<table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ title, kind }) => html`<th scope="col"${classOf(kind)}>${title}</th>`)}</tr></thead>
<tbody>
${rows}</tbody></table>
`;
}

/** On narrow screens cells stand one below the other, so each knows the title of its column. */
export function tableRow(columns: readonly Column[], cells: readonly Part[], id?: string): Markup {
  const [first, ...rest] = cells;
  return html`<tr${id === undefined ? '' : html` id="${id}"`}><th scope="row">${first ?? ''}</th>${rest.map(
    (cell, index) => {
      const { title, kind, short } = columns[index + 1] ?? { title: '' };
      return html`<td${classOf(kind)} data-label="${short ?? title}">${cell}</td>`;
    },
  )}</tr>\n`;
}

function classOf(kind: Column['kind']): Part {
  return kind === undefined ? '' : html` class="${kind}"`;
}

/** What happened, without the order that took this one's place. */
export function happeningWords({ type, added, ended }: Happening, words: Words): string {
  return type === 'amendment' ? words.amended(added, ended) : words.events[type];
}
