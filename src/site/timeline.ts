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

/** The times in force as bars, with the same in words for whoever does not see them; a line marks the moment of the site. */
export function timeline(order: PublicOrder, { scale, view }: { readonly scale: Scale; readonly view: View }): Markup {
  const { words } = view;
  const place = (at: Instant) => Math.round(((at - scale.from) / (scale.until - scale.from)) * width);
  const bars = order.spans.map(({ from, until = scale.until }) => {
    const [x, end] = [place(from), place(until)];
    return html`<rect x="${x}" y="2" width="${Math.max(3, end - x)}" height="12"/>`;
  });
  const said = order.spans.map(({ from, until }) =>
    words.span(day(from, order, view), until === undefined ? undefined : day(until - 1, order, view)),
  );
  const label = `tl-${order.id.toUpperCase()}`;
  return html`<svg class="timeline ${order.position.state}" viewBox="0 0 ${width} 16" preserveAspectRatio="none" role="img" aria-labelledby="${label} ${label}-D"><title id="${label}">${words.timeline(order.id)}</title><desc id="${label}-D">${said.length === 0 ? words.nothing : `${said.join('. ')}.`}</desc><path d="M0 8H${width}"/>${bars}<path class="today" d="M${place(scale.now)} 0V16"/></svg>`;
}

/** The first and the last year of the scale. */
export function scaleEnds({ from, until }: Scale): Markup {
  return html`<span class="ends" aria-hidden="true"><span>${dayOf(from, 'UTC').slice(0, 4)}</span><span>${dayOf(until, 'UTC').slice(0, 4)}</span></span>`;
}

function day(at: Instant, { timeZone }: PublicOrder, { words }: View): string {
  return words.date(dayOf(at, timeZone));
}
