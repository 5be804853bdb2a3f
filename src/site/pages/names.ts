import { html, type Markup } from '../../core/html.ts';
import { blocksNow } from '../facts.ts';
import type { ListedName, NameGroup } from '../listing.ts';
import { isBlocked, lineNotes, orderLink, shownName, stateText, table } from '../said.ts';
import { link, type Page, type Site, type View } from '../view.ts';

/** The index of all names, and a page of the names that begin alike. */
export function namesPages({ groups }: Site): readonly Page[] {
  const index: Page = {
    path: 'names.html',
    section: 'names',
    title: ({ words }) => words.page.names,
    body: (view) => indexBody(view),
  };
  return [index, ...groups.map(groupPage)];
}

function indexBody(view: View): Markup {
  const { words, site } = view;
  if (site.groups.length === 0) return html`<p>${words.nothing}</p>`;
  return html`<p>${words.namesText} ${words.names(site.names.length)}.</p>
<ul class="index">
${site.groups.map((group) => html`<li>${link(view, { path: `names/${group.file}`, text: rangeOf(group) })} <span class="quiet">${words.number(group.names.length)}</span></li>\n`)}</ul>`;
}

const shownLetters = 24;

/** `kickass.to – kinox.to`. */
function rangeOf({ names }: NameGroup): Markup {
  const short = (name: string | undefined = '') =>
    name.length > shownLetters ? `${name.slice(0, shownLetters)}…` : name;
  const [first, last] = [short(names[0]?.name), short(names.at(-1)?.name)];
  return names.length === 1 ? html`<bdi>${first}</bdi>` : html`<bdi>${first}</bdi> – <bdi>${last}</bdi>`;
}

function groupPage(group: NameGroup): Page {
  return {
    path: `names/${group.file}`,
    section: 'names',
    title: ({ words }) => `${words.page.names}: ${group.file.slice(2, -5)}…`,
    body: (view) => {
      const { label, page } = view.words;
      const head = [label.name, label.blocked, label.order];
      return table(page.names, { head, rows: group.names.map((one) => row(one, view)) });
    },
  };
}

/** The name of the row is where links to a name lead. */
function row({ name, holds }: ListedName, view: View): Markup {
  const { words } = view;
  const blocked = isBlocked(holds);
  return html`<tr id="${name}"><th scope="row">${shownName(name)}</th><td><span class="tag ${blocked ? 'in-force' : 'ended'}">${blocked ? words.yes : words.no}</span></td><td>${holds.map(
    (hold) =>
      html`<p>${orderLink(view, hold.order)} <span class="quiet">${blocksNow(hold.order, hold.line) ? '' : `${stateText(hold.order, words)}; `}${lineNotes(hold, view)}</span></p>`,
  )}</td></tr>\n`;
}
