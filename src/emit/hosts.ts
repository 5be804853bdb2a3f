import type { DomainName } from '../core/name.ts';
import type { Action } from '../core/order.ts';
import { exactLimits } from './exact-limits.ts';
import type { Format, FormatRecord } from './format.ts';

export const hosts: Format = {
  id: 'hosts',
  file: 'hosts',
  title: 'Hosts file: each name by itself, without the names below it',
  head: () => '# Names that orders in force block, each by itself: a hosts file cannot say "and all names below".\n',
  *records({ names }) {
    for (const { name, self } of names) if (self) yield record(name, self);
  },
  separator: '',
  tail: '',
  *readOwners(text) {
    for (const [index, line] of text.split('\n').entries()) {
      const [address, name] = line.split(' ');
      if (index > 0 && address !== undefined && address.includes('.') && name !== undefined) yield name;
    }
  },
  reachesBelow: () => false,
  limits: ({ names }) => exactLimits('A hosts file', names),
};

/** Both address families: with one alone, the other is still asked of the network and leaks. */
function record(name: DomainName, action: Action): FormatRecord {
  const ipv4 = action.kind === 'redirect' ? action.ipv4 : '0.0.0.0';
  const ipv6 = action.kind === 'redirect' ? (action.ipv6 ?? '::') : '::';
  return { name, owners: [name], text: `${ipv4} ${name}\n${ipv6} ${name}\n` };
}
