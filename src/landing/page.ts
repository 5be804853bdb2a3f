import { createHash } from 'node:crypto';
import { countryName } from '../core/countries.ts';
import type { Notice } from '../core/extra-text.ts';
import { html, Markup } from '../core/html.ts';
import type { Order } from '../core/order.ts';
import { publicText } from '../core/personal-data.ts';

const style: string = [
  ':root{color-scheme:light dark;--ink:#14171a;--paper:#fff;--line:#b6bdc2;--link:#0b57a4;--focus:#0b57a4}',
  '@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--paper:#14181c;--line:#58626b;--link:#8fc1f5;--focus:#ffcf3f}}',
  'body{max-width:40rem;margin:0 auto;padding:1.5rem 1rem 3rem;font:1.0625rem/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);overflow-wrap:anywhere}',
  'h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.1rem);line-height:1.2}',
  'dl{border-left:.25rem solid var(--line);margin:1.5rem 0;padding-left:1rem}',
  'dt{font-weight:bold}dd{margin:0 0 .5rem}',
  'a{color:var(--link)}a:focus-visible{outline:3px solid var(--focus);outline-offset:2px}',
].join('');

/** No script, no picture, no form: the one style of the page and nothing else (CSP Level 3). */
export const contentSecurityPolicy: string = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** What whoever meets a block of these public orders is told; of none, what may be told of the others. */
export function landingPage(orders: readonly Order[], notice: Notice): string {
  const title = orders.length === 0 ? 'This site may be blocked' : 'This site is blocked';
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${why(orders)}
${whoBlocks(notice, orders.length === 0 ? 'may block' : 'blocks')}
</main>
</body>
</html>
`.text;
}

function why(orders: readonly Order[]): Markup {
  if (orders.length === 0)
    return html`<p>There is no public order on record here for this name. It may be blocked by an order that may not be shown.</p>`;
  const these = orders.length === 1 ? 'this order' : 'these orders';
  return html`<p>The law asks us to block it, by ${these}:</p>${orders.map((order) => html`\n${orderList(order)}`)}`;
}

function orderList({ id, record }: Order): Markup {
  const { title, authority, caseNumbers = [], ecli, legalBasis = [] } = record;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['Order', [title]],
    ['Issued by', [`${authority.name}, ${countryName(authority.country)}`]],
    ['Case number', caseNumbers],
    ['ECLI', ecli === undefined ? [] : [ecli]],
    ['Legal basis', legalBasis],
    ['On record here as', [id]],
  ];
  const shown = rows.filter(([, texts]) => texts.length > 0);
  return html`<dl>\n${shown.map(([term, texts]) => html`<dt>${term}</dt><dd>${plain(texts)}</dd>\n`)}</dl>`;
}

function plain(texts: readonly string[]): string {
  return texts.map(publicText).join('; ');
}

function whoBlocks({ organisation, contacts = [], website }: Notice, blocks: 'blocks' | 'may block'): Markup {
  const name = organisation ?? 'The operator of your DNS resolver';
  const who = website === undefined ? name : html`<a href="${website}">${name}</a>`;
  const links = contacts.map(
    (uri, at) => html`${at === 0 ? '' : ', '}<a href="${uri}">${uri.replace(/^(mailto|tel):/, '')}</a>`,
  );
  const ask = links.length === 0 ? '' : html` Is it a mistake? Tell us: ${links}.`;
  return html`<p>${who} ${blocks} it on its DNS resolver.${ask}</p>`;
}
