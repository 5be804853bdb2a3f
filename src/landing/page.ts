import { createHash } from 'node:crypto';
import { countryName } from '../core/countries.ts';
import type { Notice } from '../core/extra-text.ts';
import { escaped } from '../core/html.ts';
import type { Order } from '../core/order.ts';
import { withoutPersonalData } from '../core/personal-data.ts';

const style =
  'body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 sans-serif;color:#222;background:#fff}dt{font-weight:bold}dd{margin:0 0 .5rem}';

/** No script, no picture, no form: the one style of the page and nothing else (CSP Level 3). */
export const contentSecurityPolicy: string = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

/** What whoever meets a block of these public orders is told; of none, what may be told of the others. */
export function landingPage(orders: readonly Order[], notice: Notice): string {
  const title = orders.length === 0 ? 'This site may be blocked' : 'This site is blocked';
  const why =
    orders.length === 0
      ? '<p>There is no public order on record here for this name. It may be blocked by an order that may not be shown.</p>'
      : `<p>The law asks us to block it, by ${orders.length === 1 ? 'this order' : 'these orders'}:</p>\n${orders.map(orderList).join('\n')}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<h1>${title}</h1>
${why}
${whoBlocks(notice)}
</body>
</html>
`;
}

function orderList({ id, record }: Order): string {
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
  return `<dl>\n${shown.map(([term, texts]) => `<dt>${term}</dt><dd>${texts.map((text) => escaped(withoutPersonalData(text).text)).join('; ')}</dd>`).join('\n')}\n</dl>`;
}

function whoBlocks({ organisation, contacts = [], website }: Notice): string {
  const name = escaped(organisation ?? 'The operator of your DNS resolver');
  const who = website === undefined ? name : `<a href="${escaped(website)}">${name}</a>`;
  const links = contacts.map((uri) => `<a href="${escaped(uri)}">${escaped(uri.replace(/^(mailto|tel):/, ''))}</a>`);
  const ask = links.length === 0 ? '' : ` Is it a mistake? Tell us: ${links.join(', ')}.`;
  return `<p>${who} blocks it on its DNS resolver.${ask}</p>`;
}
