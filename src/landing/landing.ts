import { createHash } from 'node:crypto';
import type { Answer } from '../compile/answer.ts';
import { type Blocklist, eachLine, heldParts, lineName } from '../core/blocklist.ts';
import { byText } from '../core/diagnostic.ts';
import type { Notice } from '../core/extra-text.ts';
import type { DomainName } from '../core/name.ts';
import type { Order } from '../core/order.ts';
import type { Row } from '../names/index.ts';
import { caddyNames, caddyNamesFile } from './caddy-names.ts';
import { nginxNames, nginxNamesFile } from './nginx.ts';
import { landingPage } from './page.ts';
import { anyPage, type Lead, pageFolder } from './server.ts';

export interface LandingFile {
  /** Below the folder of the landing page. */
  readonly path: string;
  readonly text: string;
}

export interface Landing {
  readonly pages: readonly LandingFile[];
  /** Which lead names to pages, one for each kind of server. */
  readonly maps: readonly LandingFile[];
  /** How many names have a page of their orders. */
  readonly names: number;
}

/** What the list says of a name. */
type Answers = (name: DomainName) => Answer | undefined;

/** A page for each set of orders that hold some name, and which name leads to which. The list is of public orders alone. */
export function landing(blocklist: Blocklist, answers: Answers, notice: Notice): Landing {
  const pages = new Map<string, readonly Order[]>([[anyPage, []]]);
  const pageOf = (name: string): string => {
    const orders = (answers(name as DomainName)?.orders ?? []).toSorted((a, b) => byText(a.id, b.id));
    const page = orders.length === 0 ? anyPage : pageName(orders);
    pages.set(page, orders);
    return page;
  };
  // No name on any list has the label `*`, so it stands for all below that have no rule of their own.
  const leads = [...heldAndFree(blocklist)].map(
    (name): Lead => ({ name, self: pageOf(name), below: pageOf(`*.${name}`) }),
  );
  const made = [...pages].map(([page, orders]) => ({
    path: `${pageFolder}/${page}.html`,
    text: landingPage(orders, notice),
  }));
  const maps = [
    { path: nginxNamesFile, text: nginxNames(leads) },
    { path: caddyNamesFile, text: caddyNames(leads) },
  ];
  const names = leads.filter(({ self, below }) => self !== anyPage || below !== anyPage).length;
  return { pages: made, maps, names };
}

/** Names that orders hold, and those that exceptions leave free. */
function heldAndFree({ names, allowZone }: Blocklist): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { table, rows } of heldParts(names)) for (const row of rows) found.add(table.nameAt(row as Row) as string);
  eachLine(allowZone, (line) => {
    found.add(lineName(line).replace(/^\*\./, ''));
  });
  return found;
}

/** The same for the same orders, whatever else is in the list. */
function pageName(orders: readonly Order[]): string {
  const ids = orders.map(({ id }) => id).join('\n');
  return createHash('sha256').update(ids).digest('hex').slice(0, 32);
}
