import { describe, expect, test } from 'vitest';
import { guardOrder, objectionsTo } from '../../src/compile/guards/index.ts';
import { namesAbove } from '../../src/compile/guards/suffix.ts';
import type { Corpus } from '../../src/core/corpus.ts';
import type { DomainName } from '../../src/core/name.ts';
import type { Order, OrderRecord, Scope, Target } from '../../src/core/order.ts';
import { defaultSettings, type Settings } from '../../src/core/settings.ts';
import { readOrders } from '../../src/read/orders.ts';
import { desk } from '../support/memory.ts';
import { record } from '../support/record.ts';

const settings: Settings = {
  ...defaultSettings,
  operator: {
    names: ['We'],
    services: ['dns-resolver'],
    domains: ['our.own-site.to', 'other.to'] as DomainName[],
    territory: undefined,
  },
  protectedNames: ['ward.hospital.it', 'kept.customer.it'] as DomainName[],
};
const place = { file: 'x.yaml', line: 1, column: 1, endColumn: 1, text: '' };

function target(name: string, scope: Scope = 'subtree'): Target {
  return { name: name as DomainName, scope, from: undefined, until: undefined, place, accepted: [] };
}

/** What is said against a name, code first. */
function against(name: string, scope?: Scope, within = settings): string[] {
  return objectionsTo(target(name, scope), within).map(({ code, message }) => `${code}: ${message}`);
}

function hasNothingAgainst(names: readonly string[], scope?: Scope) {
  expect(names.flatMap((name) => against(name, scope).map((said) => [name, said]))).toEqual([]);
}

describe('a name that is set apart (RFC 6761)', () => {
  test('is stopped, and so is every name below it, for that one reason', () => {
    const apart = ['alt', 'arpa', 'example', 'example.com', 'example.net', 'example.org', 'internal', 'invalid'];
    const all = [...apart, 'local', 'localhost', 'onion', 'test'];
    expect(all.map((name) => against(name))).toEqual(
      all.map((name) => [`domain/special-use: ${name} is set apart for technical use (RFC 6761).`]),
    );
    expect(against('rpz-ip.www.example.com')).toEqual([
      'domain/special-use: rpz-ip.www.example.com lies below example.com, which is set apart for technical use (RFC 6761).',
    ]);
    hasNothingAgainst(['my-example.com', 'example.to', 'localhost.to']);
  });
});

describe('an ending', () => {
  test('that stands alone is no site', () => {
    expect(against('fr', 'exact')).toEqual([
      'domain/top-level: fr is a whole ending, not a site: every name that ends in .fr would be blocked.',
    ]);
  });

  test('under which anyone has sites is stopped, whoever runs it, whatever the scope', () => {
    const [registry, company] = ['anyone can', 'whoever runs it lets anyone'];
    const said = (name: string, whose: string) =>
      `domain/public-suffix: ${name} is an ending, not a site: ${whose} have a site below it, and all of them would be blocked.`;
    expect(against('co.uk')).toEqual([said('co.uk', registry)]);
    expect(against('co.uk', 'exact')).toEqual([said('co.uk', registry)]);
    expect(against('github.io')).toEqual([said('github.io', company)]);
    expect(against('any.ck')).toEqual([said('any.ck', registry)]);
  });

  test('which is protected as well is said to be an ending, and no more of the same', () => {
    expect(against('gov.uk')).toEqual([
      'domain/public-suffix: gov.uk is an ending, not a site: anyone can have a site below it, and all of them would be blocked.',
    ]);
  });

  test('that lies below a name goes down with it, unless the name alone is meant', () => {
    const goesDown = (name: string) =>
      expect.stringMatching(
        new RegExp(
          `^domain/public-suffix: Anyone can have a site below [a-z0-9.-]+[.]${name}, which lies below ${name}: all of them would be blocked too[.]$`,
        ),
      );
    // Some of these have rules directly below them, others only further down or behind a star.
    const above = ['crm.dev', 'amazonaws.com', 'platform.salesforce.com', 'code-builder-stg.platform.salesforce.com'];
    expect(above.map((name) => against(name))).toEqual(above.map((name) => [goesDown(name)]));
    expect(above.map((name) => against(name, 'subdomains'))).toEqual(above.map((name) => [goesDown(name)]));
    expect(against('crm.dev', 'exact')).toEqual([]);
    hasNothingAgainst(['www.crm.dev', 'rm.dev']);
  });

  test('stands below every name above it but the last label, star or not', () => {
    expect([...namesAbove('to\nco.uk\n*.ck\n*.a.b.jp\nx.y.z.fr')]).toEqual([
      ['b.jp', 'a.b.jp'],
      ['y.z.fr', 'x.y.z.fr'],
      ['z.fr', 'x.y.z.fr'],
    ]);
  });

  test('that nobody knows is told', () => {
    expect(against('site.nowhere')).toEqual([
      'domain/unknown-suffix: Nobody knows the ending ".nowhere" of site.nowhere.',
    ]);
  });

  test('is nothing against a site below it', () => {
    hasNothingAgainst(['site.to', 'site.co.uk', 'user.github.io', 'www.ck', 'city.kawasaki.jp', 'a.b.c.site.fr']);
  });
});

describe('a name of our own', () => {
  test('is stopped, with all below and all above it', () => {
    expect(
      ['our.own-site.to', 'www.our.own-site.to', 'own-site.to', 'www.other.to'].flatMap((name) => against(name)),
    ).toEqual([
      'domain/operator-own: our.own-site.to is one of our own names.',
      'domain/operator-own: www.our.own-site.to lies below our.own-site.to, one of our own names.',
      'domain/operator-own: own-site.to lies above our.own-site.to, one of our own names.',
      'domain/operator-own: www.other.to lies below other.to, one of our own names.',
    ]);
    hasNothingAgainst(['their.own-site.to', 'another.to']);
  });

  test('is nobody’s where no operator is named', () => {
    expect(against('our.own-site.to', 'subtree', defaultSettings)).toEqual([]);
  });
});

describe('a name that the configuration protects', () => {
  test('is stopped, and so is every name below it', () => {
    expect([...against('kept.customer.it', 'exact'), ...against('www.kept.customer.it', 'exact')]).toEqual([
      'domain/protected: kept.customer.it is named as protected in the configuration.',
      'domain/protected: www.kept.customer.it belongs to kept.customer.it, which is named as protected in the configuration.',
    ]);
  });

  test('does not fall with a name above it', () => {
    const message =
      'domain/protected: Blocking customer.it would block kept.customer.it too: it is named as protected in the configuration.';
    expect(against('customer.it')).toEqual([message]);
    expect(against('customer.it', 'subdomains')).toEqual([message]);
    expect(against('customer.it', 'exact')).toEqual([]);
    hasNothingAgainst(['other.customer.it', 'not-kept.customer.it']);
  });

  test('goes before what everybody protects', () => {
    const both = { ...settings, protectedNames: ['www.archive.org', 'facebook.com'] as DomainName[] };
    expect(['www.archive.org', 'www.facebook.com'].flatMap((name) => against(name, 'exact', both))).toEqual([
      'domain/protected: www.archive.org is named as protected in the configuration.',
      'domain/protected: www.facebook.com belongs to facebook.com, which is named as protected in the configuration.',
    ]);
  });
});

const archive = 'a public library, reference work, research archive or standards body';
const hosts = 'the parent name of a host of websites, with the sites of very many unrelated people below it';
const social = 'a social network or messenger that very many people use';
const popular = 'a popular service, with the pages of very many unrelated people';

describe('a name that many depend on', () => {
  test('is stopped with all below it, where all of it is one service', () => {
    expect([...against('archive.org', 'exact'), ...against('web.archive.org', 'exact')]).toEqual([
      `domain/protected: archive.org is ${archive}.`,
      `domain/protected: web.archive.org belongs to archive.org, which is ${archive}.`,
    ]);
  });

  test('is stopped with its www alone, where other people’s sites lie below it', () => {
    expect([...against('wordpress.com'), ...against('www.wordpress.com')]).toEqual([
      `domain/protected: wordpress.com is ${hosts}.`,
      `domain/protected: www.wordpress.com belongs to wordpress.com, which is ${hosts}.`,
    ]);
    hasNothingAgainst(['user.wordpress.com', 'www.user.wordpress.com']);
  });

  test('asks for a second look, where an order may well mean it', () => {
    expect(
      ['facebook.com', 'www.facebook.com', 'medium.com', 'www.medium.com'].flatMap((name) => against(name)),
    ).toEqual([
      `domain/second-look: facebook.com is ${social}.`,
      `domain/second-look: www.facebook.com belongs to facebook.com, which is ${social}.`,
      `domain/second-look: medium.com is ${popular}.`,
      `domain/second-look: www.medium.com belongs to medium.com, which is ${popular}.`,
    ]);
    hasNothingAgainst(['user.medium.com']);
  });

  test('is stopped even below one that asks for a second look only', () => {
    expect(against('www.aws.amazon.com')).toEqual([
      expect.stringMatching(/^domain\/protected: www\.aws\.amazon\.com belongs to aws\.amazon\.com, which is /),
    ]);
  });

  test('does not fall with a name above it, unless that name alone is meant', () => {
    const falls = (name: string, below: string) =>
      expect.stringMatching(new RegExp(`^domain/protected: Blocking ${name} would block ${below} too: it is [a-z]`));
    expect(against('visualstudio.com', 'subdomains')).toEqual([falls('visualstudio.com', 'code.visualstudio.com')]);
    hasNothingAgainst(['visualstudio.com'], 'exact');
  });

  test('does not fall with a name above it that asks for a second look only', () => {
    expect(against('amazon.com')).toEqual([
      expect.stringMatching(/^domain\/protected: Blocking amazon\.com would block aws\.amazon\.com too: it is [a-z]/),
    ]);
    expect(against('amazon.com', 'exact')).toEqual([
      'domain/second-look: amazon.com is a search, shopping, file or link service that very many people use.',
    ]);
  });
});

describe('a name that reads like another', () => {
  test('that is well known is told, its www too', () => {
    const mixed = (shown: string, name: string) =>
      `domain/mixed-script: ${shown} (${name}) mixes Latin and Cyrillic letters in "gооgle".`;
    expect([...against('xn--ggle-55da.com'), ...against('www.xn--ggle-55da.com')]).toEqual([
      'domain/confusable: gооgle.com (xn--ggle-55da.com) looks like google.com and is another name.',
      mixed('gооgle.com', 'xn--ggle-55da.com'),
      'domain/confusable: www.gооgle.com (www.xn--ggle-55da.com) looks like google.com and is another name.',
      mixed('www.gооgle.com', 'www.xn--ggle-55da.com'),
    ]);
  });

  test('mixes alphabets in one label, other than those that are written together', () => {
    const mixed = (shown: string, name: string, scripts: string, label: string) =>
      `domain/mixed-script: ${shown} (${name}) mixes ${scripts} letters in "${label}".`;
    expect(['xn--a-ylbd.gr', 'a.xn----ylbd34c2d.com', 'xn--lck0jd.tw'].flatMap((name) => against(name))).toEqual([
      mixed('αβa.gr', 'xn--a-ylbd.gr', 'Latin and Greek', 'αβa'),
      mixed('a.αβ-яж.com', 'a.xn----ylbd34c2d.com', 'Greek and Cyrillic', 'αβ-яж'),
      mixed('ㄅㄆカ.tw', 'xn--lck0jd.tw', 'Katakana and Bopomofo', 'ㄅㄆカ'),
    ]);
    const together = ['xn--lck2c295sncb.jp', 'xn--abc-v08fl0d.jp', 'xn--abc-lt8lk11n.kr', 'xn--a-1jud6690a.tw'];
    hasNothingAgainst([...together, 'xn--e1afmkfd.xn--p1ai', 'abc.xn--p1ai', 'xn--mnchen-3ya.de']);
  });

  test('is no matter where it is written in plain letters', () => {
    hasNothingAgainst(['g00gle.com', 'rnicrosoft.com']);
  });
});

describe('a name that policy zones take for something else', () => {
  test('is stopped by its last label alone', () => {
    const says = (name: string, mark: string) =>
      `domain/policy-mark: ${name} ends in ${mark}, which means something else to resolvers.`;
    const marks = ['rpz-ip', 'rpz-client-ip', 'rpz-nsip', 'rpz-nsdname'];
    expect(marks.map((mark) => against(`a.${mark}`).at(-1))).toEqual(marks.map((mark) => says(`a.${mark}`, mark)));
    expect(against('rpz-ip')).toEqual([
      'domain/top-level: rpz-ip is a whole ending, not a site: every name that ends in .rpz-ip would be blocked.',
      says('rpz-ip', 'rpz-ip'),
    ]);
    expect(against('a.my-rpz-ip')).toEqual([
      'domain/unknown-suffix: Nobody knows the ending ".my-rpz-ip" of a.my-rpz-ip.',
    ]);
    hasNothingAgainst(['rpz-ip.to', 'a.rpz-nsip.to']);
  });
});

describe('a name before the name of our zone', () => {
  const long = (length: number) => `${'a.'.repeat(length / 2)}${length % 2 === 0 ? 'to' : 'fr'}`.slice(-length);

  test('has room for 253 characters with the longest zone’s name, a dot and a star', () => {
    expect([long(237).length, against(long(237))]).toEqual([237, []]);
    expect(against(long(238))).toEqual([
      'domain/too-long-for-zone: The name has 238 characters; before rpz.blocklist, the name of our zone, there is room for 237.',
    ]);
  });

  test('has less room before a longer one, wherever it is named', () => {
    const zone = { ...settings.zone, allow: 'rpz.allowed-all-the-same' as DomainName };
    expect(against(long(238), 'exact', { ...settings, zone })).toEqual([
      'domain/too-long-for-zone: The name has 238 characters; before rpz.allowed-all-the-same, the name of our zone, there is room for 226.',
    ]);
  });
});

/** What `check` says of the names of one record. */
function found(targets: OrderRecord['targets'], more: Partial<OrderRecord> = {}, within = settings): string[] {
  const { corpus, order } = read(targets, more);
  return guardOrder(corpus, order, within).map(
    ({ code, message, place: where }) => `${where?.line} ${code}: ${message.slice(0, 56)}`,
  );
}

function read(targets: OrderRecord['targets'], more: Partial<OrderRecord>): { corpus: Corpus; order: Order } {
  const text = record('one', targets, more);
  const { corpus, orders } = readOrders([{ file: 'one.yaml', bytes: () => Buffer.from(text) }], desk());
  const [order] = orders;
  if (!order) throw new Error(text);
  return { corpus, order };
}

const reason = 'The order names the whole site; see paragraph 12.';

describe('the guards of a record', () => {
  test('tell everything against each name, where it stands', () => {
    expect(found(['co.uk', 'site.to', 'archive.org', 'a.rpz-ip'])).toMatchInlineSnapshot(`
      [
        "18 domain/protected: archive.org is a public library, reference work, researc",
        "19 domain/unknown-suffix: Nobody knows the ending ".rpz-ip" of a.rpz-ip.",
        "19 domain/policy-mark: a.rpz-ip ends in rpz-ip, which means something else to r",
        "16 domain/public-suffix: co.uk is an ending, not a site: anyone can have a site b",
      ]
    `);
  });

  test('are silent where the record blocks nothing on a resolver', () => {
    expect(found(['co.uk'], { obligations: [{ service: 'hosting', effect: 'block' }] })).toEqual([]);
  });

  test('speak where the record binds others: it may bind us tomorrow', () => {
    expect(found(['co.uk'], { parties: { respondents: ['Somebody else'] } })).toMatchInlineSnapshot(`
      [
        "16 domain/public-suffix: co.uk is an ending, not a site: anyone can have a site b",
      ]
    `);
  });

  test('let pass what the record accepts for all names, and tell what it accepts in vain', () => {
    const accept = ['domain/public-suffix', 'domain/protected'] as const;
    expect(found(['co.uk', 'github.io'], { overblock: { accept: [...accept], reason } })).toMatchInlineSnapshot(`
      [
        "22 order/acceptance-unused: The record accepts domain/protected for all names, and n",
      ]
    `);
  });

  test('let pass what the record accepts for a name, and nothing for others', () => {
    const overblock = { accept: ['domain/public-suffix' as const], names: ['Co.UK.', 'org.uk', '1.2.3.4'], reason };
    expect(found(['co.uk', 'github.io'], { overblock })).toMatchInlineSnapshot(`
      [
        "17 domain/public-suffix: github.io is an ending, not a site: whoever runs it lets",
        "24 order/acceptance-unused: The record accepts domain/public-suffix for org.uk, and ",
        "25 order/acceptance-unused: The record accepts domain/public-suffix for 1.2.3.4, and",
      ]
    `);
  });

  test('let pass what a name’s own line accepts, and nothing for others', () => {
    const own = { name: 'co.uk', overblock: { accept: ['domain/public-suffix' as const], reason } };
    const idle = { name: 'site.co.uk', overblock: { accept: ['domain/protected' as const], reason } };
    expect(found([own, 'github.io', idle])).toMatchInlineSnapshot(`
      [
        "21 domain/public-suffix: github.io is an ending, not a site: whoever runs it lets",
        "22 order/acceptance-unused: The record accepts domain/protected for site.co.uk, and ",
      ]
    `);
  });

  test('use up every acceptance that lets a name pass', () => {
    const own = { name: 'co.uk', overblock: { accept: ['domain/public-suffix' as const], reason } };
    expect(found([own], { overblock: { accept: ['domain/public-suffix'], reason } })).toEqual([]);
  });

  test('look at exceptions for what a zone cannot hold, and for nothing else', () => {
    const exceptions = ['a.rpz-ip', `${'a.'.repeat(118)}rpz-ip`, 'b.rpz-ip.nowhere', 'archive.org'];
    expect(found(['rpz-ip', 'org', 'nowhere'], { exceptions })).toMatchInlineSnapshot(`
      [
        "18 domain/top-level: nowhere is a whole ending, not a site: every name that e",
        "17 domain/top-level: org is a whole ending, not a site: every name that ends ",
        "16 domain/top-level: rpz-ip is a whole ending, not a site: every name that en",
        "16 domain/policy-mark: rpz-ip ends in rpz-ip, which means something else to res",
        "21 domain/policy-mark: a.rpz-ip ends in rpz-ip, which means something else to r",
        "22 domain/too-long-for-zone: The name has 242 characters; before rpz.blocklist, the n",
      ]
    `);
  });
});
