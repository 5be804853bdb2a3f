import { html, type Markup } from '../../core/html.ts';
import { latestChanges } from '../latest.ts';
import { happeningWords, orderLink, time, written } from '../said.ts';
import { link, type Page, to, toRoot, type View } from '../view.ts';

const shownChanges = 10;

export const startPage: Page = {
  path: 'index.html',
  section: 'start',
  title: ({ words }) => words.startTitle,
  body: (view) => {
    const { words, site } = view;
    const { facts } = site;
    return html`<p class="intro">${words.intro(facts.operator)}</p>
${searchForm(view)}
<div id="Result" role="status"></div>
<dl class="counts">
<div><dt>${words.label.blocked}</dt><dd>${words.number(facts.blocked)}</dd></div>
<div><dt>${words.label.ordersInForce}</dt><dd>${words.number(facts.orders.filter(({ position }) => position.state === 'in-force' && position.binds).length)}</dd></div>
</dl>
<h2>${words.latest}</h2>
${changes(view)}
<p>${words.feeds} ${link(view, { path: 'changes.atom', text: 'Atom' })}, ${link(view, { path: 'changes.json', text: 'JSON Feed' })}</p>`;
  },
};

/** Without the script it leads to the list of all names. */
function searchForm(view: View): Markup {
  const { words } = view;
  const { label, hint, button, noScript, ...said } = words.search;
  const told = {
    ...said,
    states: words.states,
    stateSince: words.stateSince,
    until: words.until,
    leftFree: words.leftFree,
    exceptFree: words.exceptFree,
    whens: words.whens,
    fromDay: words.fromDay('{date}'),
    lastDay: words.lastDay('{date}'),
    notUs: words.notUs,
    scopes: words.scopes,
    withheld: words.withheld({ restricted: view.site.facts.restricted.length, sealed: view.site.facts.sealed }),
  };
  return html`<form id="Search" role="search" action="${to(view, 'names.html')}" method="get" data-search="${toRoot(view, 'search/')}" data-pages="${to(view, '')}" data-words="${JSON.stringify(told)}">
<label for="Name">${label}</label>
<p id="Hint" class="quiet">${hint}</p>
<div class="field"><input id="Name" name="name" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="Hint"><button type="submit">${button}</button></div>
<noscript><p>${noScript}</p></noscript>
</form>
<script type="module" src="${toRoot(view, 'search.js')}"></script>`;
}

function changes(view: View): Markup {
  const { words, site } = view;
  const latest = latestChanges(site.facts).slice(0, shownChanges);
  if (latest.length === 0) return html`<p>${words.nothing}</p>`;
  return html`<ul class="history">
${latest.map(({ order, happening }) => {
  return html`<li>${time(happening.time, view)} <span>${orderLink(view, order)}: ${happeningWords(happening, words)} <span class="quiet">(${written(order.title)})</span></span></li>\n`;
})}</ul>`;
}
