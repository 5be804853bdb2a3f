import { html, type Markup } from '../core/html.ts';
import { languages } from './languages.ts';
import { type Page, to, toRoot, type View } from './view.ts';
import type { PageKey } from './words/words.ts';

/** What pages may load and do, as each of them says and as a server should say too: nothing but files of the site. */
export const contentPolicy: string =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";

const sections: readonly (readonly [key: PageKey, path: string])[] = [
  ['start', 'index.html'],
  ['orders', 'orders.html'],
  ['authorities', 'authorities.html'],
  ['names', 'names.html'],
  ['deadlines', 'deadlines.html'],
  ['counts', 'counts.html'],
];

/** A page of one language, whole. Ids of the frame have capitals, which no domain name has. */
export function frame({ title, body, section }: Page, view: View): string {
  const { words, site } = view;
  const { facts } = site;
  return html`<!doctype html>
<html lang="${words.lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title(view)} – ${words.site}</title>
<link rel="icon" type="image/svg+xml" href="${toRoot(view, 'icon.svg')}">
<link rel="stylesheet" href="${toRoot(view, 'style.css')}">
<link rel="alternate" type="application/atom+xml" title="${words.site}" href="${to(view, 'changes.atom')}">
<link rel="alternate" type="application/feed+json" title="${words.site}" href="${to(view, 'changes.json')}">
</head>
<body>
<a class="skip" href="#Content">${words.skip}</a>
<header>
<p class="site"><a href="${to(view, 'index.html')}">${words.site}</a></p>
${languageLinks(view)}
<nav aria-label="${words.menu}"><ul>
${sections.map(([key, path]) => html`<li><a href="${to(view, path)}"${key === section ? html` aria-current="true"` : ''}>${words.page[key]}</a></li>\n`)}</ul></nav>
</header>
<main id="Content" tabindex="-1">
<h1>${title(view)}</h1>
${body(view)}
</main>
<footer>
<p>${words.asOf(words.date(facts.asOf.text), facts.operator)}</p>
<p>${words.withheld({ restricted: facts.restricted.length, sealed: facts.sealed })}</p>
</footer>
</body>
</html>
`.text;
}

function languageLinks(view: View): Markup {
  return html`<nav class="languages" aria-label="${view.words.languages}"><ul>${languages.map(({ words, folder }) =>
    words.lang === view.words.lang
      ? html`<li><span aria-current="true">${words.language}</span></li>`
      : html`<li><a lang="${words.lang}" hreflang="${words.lang}" href="${toRoot(view, folder + view.path)}">${words.language}</a></li>`,
  )}</ul></nav>`;
}
