import type { Answers } from '../core/blocklist.ts';
import type { Action } from '../core/order.ts';
import type { ZoneSettings } from '../core/settings.ts';
import { encoded, type Fixed } from '../names/index.ts';
import type { Format } from './format.ts';
import { isNeeded, isOne, type NearestLine, type Say, walkNearest, writeName } from './nearest.ts';
import { shortfall } from './shortfall.ts';

// `local-zone` types as unbound.conf(5) has them. The nearest local zone above a name decides. `transparent` answers for
// the names that have data and lets all others be resolved, so an exact name is a transparent zone with data at its top;
// a name with data of a type that nobody asks for has an empty answer for every other type.

export const localZones: Format = {
  id: 'unbound',
  file: 'local-zones.conf',
  title: 'Unbound local zones: an include file, a quarter of the weight of a policy zone',
  onRequest: true,
  head: () => 'server:\n',
  records(blocklist, part, { out, zone }) {
    const textsOf = textsBySaying(zone);
    let count = 0;
    const visit = (line: NearestLine) => {
      if (!isNeeded(line)) return;
      out.fixed(opening);
      for (const piece of textsOf(line.said)) writeName(out, line).fixed(piece);
      count += 1;
    };
    walkNearest(blocklist, part, { say, visit });
    return count;
  },
  tail: '',
  reachesBelow: true,
  *readOwners(text) {
    let isFirst = true;
    for (const line of text.split('\n')) {
      const zone = /^ {2}local-zone: "([^" ]+)" (\w+)$/.exec(line);
      const known = /^ {2}local-data: "[^" ]+ \d+ IN (A|AAAA|TYPE65280) [^"]+"$/.test(line);
      if (!zone && !known && line !== '' && !(isFirst && line === 'server:')) yield `not a local zone: ${line}`;
      isFirst = false;
      if (zone) yield* ownersOf(zone[1] as string, zone[2] as string);
    }
  },
  limits(blocklist) {
    const { open, otherwise } = shortfall(blocklist, say);
    const { size } = blocklist.names;
    const limits: string[] = [];
    if (open > 0)
      limits.push(
        `Local zones cannot block names below a name that stays free, as asked for by ${open} of ${size}: these are left out.`,
      );
    if (otherwise > 0)
      limits.push(`Local zones cannot give ${otherwise} of ${size} the answer asked for: they block with another.`);
    return limits;
  },
};

function* ownersOf(name: string, type: string): Generator<string> {
  yield name;
  if (type !== 'transparent') yield `*.${name}`;
}

const nxdomain: Action = { kind: 'nxdomain' };
const nodata: Action = { kind: 'nodata' };

/** Never more than is wanted: what would have to be blocked with a name that is free is left free. */
const say: Say = (wanted) => {
  const { self, below } = wanted;
  if (isOne(wanted)) return wanted;
  if (!self) return { self: undefined, below: undefined };
  // A name alone cannot be said not to exist: it has an empty answer.
  const known = self.kind === 'nxdomain' ? nodata : self;
  if (!below) return { self: known, below };
  switch (below.kind) {
    case 'nxdomain':
      return { self: known, below };
    case 'nodata':
      return known.kind === 'redirect' ? { self: known, below: nxdomain } : { self: known, below };
    case 'redirect':
      return { self: below, below };
  }
};

const opening = encoded('  local-zone: "');

/** What stands behind each of the names of a saying. Few sayings stand for all names: each is encoded once. */
function textsBySaying({ ttl }: ZoneSettings): (said: Answers) => readonly Fixed[] {
  const known = new Map<string, readonly Fixed[]>();
  const usual = textsOf({ self: nxdomain, below: nxdomain }, ttl).map(encoded);
  return (said) => {
    if (said.self?.kind === 'nxdomain' && said.below?.kind === 'nxdomain') return usual;
    const key = `${shown(said.self)}/${shown(said.below)}`;
    const texts = known.get(key) ?? textsOf(said, ttl).map(encoded);
    known.set(key, texts);
    return texts;
  };
}

function shown(action: Action | undefined): string {
  return action?.kind === 'redirect' ? `${action.ipv4} ${action.ipv6}` : (action?.kind ?? '');
}

function textsOf(said: Answers, ttl: number): readonly string[] {
  const needsData = said.self && (!isOne(said) || said.self.kind === 'redirect');
  const data = needsData && said.self ? dataOf(said.self) : [];
  const ends = [`" ${typeOf(said)}\n`, ...data.map((record) => ` ${ttl} IN ${record}"\n`)];
  return ends.map((end, index) => (index < data.length ? `${end}  local-data: "` : end));
}

function typeOf(said: Answers): string {
  const { self, below } = said;
  if (!below) return self ? 'transparent' : 'always_transparent';
  if (!isOne(said)) return 'static';
  return { nxdomain: 'always_nxdomain', nodata: 'always_nodata', redirect: 'redirect' }[below.kind];
}

/** TYPE65280 is for private use (RFC 6895 3.1). */
function dataOf(action: Action): readonly string[] {
  if (action.kind !== 'redirect') return ['TYPE65280 \\# 0'];
  const { ipv4, ipv6 } = action;
  return [`A ${ipv4}`, ...(ipv6 === undefined ? [] : [`AAAA ${ipv6}`])];
}
