import { dayOf, type Instant } from '../core/dates.ts';
import { html, type Markup } from '../core/html.ts';
import type { PublicOrder } from './facts.ts';
import type { View } from './view.ts';

/** From the first day that any order was in force to the moment of the site, or to the last end ahead. */
export interface Scale {
  readonly from: Instant;
  readonly until: Instant;
  readonly now: Instant;
}

export function scaleOf(orders: readonly PublicOrder[], now: Instant): Scale {
  const ends = orders.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [from, until ?? now]));
  const from = ends.reduce((least, at) => Math.min(least, at), now);
  const until = ends.reduce((most, at) => Math.max(most, at), now);
  return { from, until: until === from ? from + 1 : until, now };
}

const width = 1000;
const narrowestBar = 4;

interface Look {
  readonly scale: Scale;
  readonly view: View;
}

/** The times in force as bars, with the same in words for whoever does not see them; a line marks the moment of the site. */
export function timeline(order: PublicOrder, { scale, view }: Look): Markup {
  const place = (at: Instant) => Math.round(((at - scale.from) / (scale.until - scale.from)) * width);
  const bars = barsOf(order, scale, place).map(
    ([from, until]) => html`<rect x="${from}" y="4" width="${until - from}" height="12"/>`,
  );
  const label = `tl-${order.id.toUpperCase()}`;
  return html`<svg class="timeline ${order.position.state}" viewBox="0 0 ${width} 20" preserveAspectRatio="none" role="img" aria-labelledby="${label} ${label}-D"><title id="${label}">${view.words.timeline(order.id)}</title><desc id="${label}-D">${inWords(order, view)}</desc><path d="M0 10H${width}"/>${bars}<path class="today" d="M${place(scale.now)} 0V20"/></svg>`;
}

type Bar = readonly [from: number, until: number];

/** Bars that nobody could tell apart are one: they are never more than there is room for. */
function barsOf({ spans }: PublicOrder, scale: Scale, place: (at: Instant) => number): readonly Bar[] {
  const bars: [from: number, until: number][] = [];
  for (const { from, until } of spans) {
    const start = Math.min(place(from), width - narrowestBar);
    const end = Math.max(place(until ?? scale.until), start + narrowestBar);
    const before = bars.at(-1);
    if (before && start <= before[1]) before[1] = Math.max(end, before[1]);
    else bars.push([start, end]);
  }
  return bars;
}

/** Of more times than this the first and the last are said: all of them are on the page of the order. */
const timesSaid = 20;

function inWords({ spans, timeZone }: PublicOrder, { words }: View): string {
  const day = (at: Instant) => words.date(dayOf(at, timeZone));
  const said = spans.map(({ from, until }) => words.span(day(from), until === undefined ? undefined : day(until - 1)));
  if (said.length === 0) return words.nothing;
  return said.length > timesSaid ? `${said[0]}. … ${said.at(-1)}.` : `${said.join('. ')}.`;
}

/** The first and the last year of the scale. */
export function scaleEnds({ from, until }: Scale): Markup {
  return ends(dayOf(from, 'UTC').slice(0, 4), dayOf(until, 'UTC').slice(0, 4));
}

/** The first and the last day of the scale, for an order by itself. */
export function scaleDays({ timeZone }: PublicOrder, { scale, view: { words } }: Look): Markup {
  const first = scale.from === scale.now ? words.label.now : words.date(dayOf(scale.from, timeZone));
  const last = scale.until === scale.now ? words.label.now : words.date(dayOf(scale.until - 1, timeZone));
  return ends(first, last);
}

function ends(first: string, last: string): Markup {
  return html`<span class="ends" aria-hidden="true"><span>${first}</span><span>${last}</span></span>`;
}
