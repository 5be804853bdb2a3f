import { describe, expect, test } from 'vitest';
import { trickyOrders } from '../site/tricky-orders.ts';
import { answer, textOf, type Visit, visitsTo } from './visit.ts';

const visit = visitsTo(trickyOrders);
const others = 'Orders that mention this name, or a domain that it belongs to, and do not block it now:';

/** Titles and authorities are not what these tests are about. */
async function answered(here: Visit, name: string): Promise<string> {
  return (await answer(here, name)).replaceAll(/ Applicant v Respondent \(.*?\) \(.*?\)/g, ': ');
}

describe('in Chromium, the search', () => {
  test('tells the orders that block apart from those that do not, and since when of this very name', async () => {
    const here = await visit();
    expect(await answered(here, 'dropped.to')).toBe(
      `dropped.to is blocked.ending: Blocked since 5 May 2026; last day 24 December 2026; with all its subdomainstimes: Blocked since 24 November 2026; last day 30 November 2026; with all its subdomains${others}amended: No longer on the list; last day 28 February 2026`,
    );
    expect(await answered(here, 'new.to')).toBe(
      `new.to is blocked.amended: Blocked since 1 October 2026; with all its subdomains${others}future: Not yet in force, begins on 1 February 2027others: For the record only: it does not ask DNS resolvers to block`,
    );
    expect(await answered(here, 'later.to')).toMatch(
      `No public order blocks later.to now.${others}amended: Not yet on the list; from 20 December 2026`,
    );
    expect(here.complaints).toEqual([]);
  });

  test('says why an order does not reach a name near those that it lists', async () => {
    const here = await visit();
    const said: Readonly<Record<string, string>> = {
      'sub.to': 'amended: Lists only the subdomains of sub.to, not the name itself',
      'b.exact.to': 'amended: Lists exact.to alone, without its subdomains',
      'ok.open.to': 'amended: The order leaves it free; listed as open.to',
      'held.to': 'amended: Held back by the operator',
      'old.to': 'replaced: No longer in force since 1 March 2026',
    };
    for (const [name, why] of Object.entries(said)) {
      const text = await answered(here, name);
      expect(text).toContain(`No public order blocks ${name} now.`);
      expect(text).toContain(why);
    }
    expect(await answered(here, 'old.to')).toContain(
      'abroad: Suspended since 1 November 2026. It does not bind the operator of this site',
    );
  });

  test('asks for the names below where there is an asterisk', async () => {
    const here = await visit();
    const below =
      'The asterisk stands for all names below that no public order mentions; search for a single one by itself.';
    expect(await answered(here, '*.exact.to')).toContain(`No public order blocks *.exact.to now.${below}`);
    expect(await answered(here, '*.Sub.to')).toContain(
      `*.sub.to is blocked.${below}amended: Blocked since 5 January 2026; listed as sub.to; its subdomains only, not the name itself`,
    );
    expect(await answered(here, '*.bücher.to')).toContain('*.bücher.to (*.xn--bcher-kva.to)');
  });

  test('leads from what is listed to its row, and says all of it in Italian', async () => {
    const { page, url } = await visit();
    await page.goto(`${url}it/index.html?name=b.exact.to`);
    await page.waitForSelector('#Result .verdict');
    const text = await textOf(page, '#Result');
    expect(text).toMatch(/^Nessun provvedimento pubblico blocca b\.exact\.to ora\.Provvedimenti che indicano /);
    expect(text).toContain('Elenca solo exact.to, senza i sottodomini');
    await page.click('#Result a[href="names/n-e.html#exact.to"]');
    expect(page.url()).toBe(`${url}it/names/n-e.html#exact.to`);
  });
});
