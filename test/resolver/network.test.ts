import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdsNetwork, readEndpoint, readNetwork } from '../../src/resolver/network.ts';

const ipv4 = fc.ipV4();
const ipv6 = fc.ipV6();

/** Networks that are likely to lie in one another. */
const network = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
  fc.tuple(fc.constantFrom('10.0.0.0', '10.1.0.0', '10.1.2.0', '0.0.0.0'), fc.constantFrom(0, 8, 15, 16, 24)),
  fc.tuple(fc.constantFrom('::', '2001:db8::', '2001:db8:1::', '::ffff:10.1.0.0'), fc.constantFrom(0, 32, 33, 48, 112)),
);

test.each([
  ['192.0.2.1', '192.0.2.1', 53],
  ['192.0.2.1@5300', '192.0.2.1', 5300],
  ['192.0.2.1:5300', '192.0.2.1', 5300],
  ['192.0.2.1#5300', '192.0.2.1', 5300],
  ['2001:db8::1', '2001:db8::1', 53],
  ['2001:db8::1@5300', '2001:db8::1', 5300],
  ['[2001:db8::1]:5300', '2001:db8::1', 5300],
])('an address is read as the programs of name servers write it: %s', (text, address, port) => {
  expect(readEndpoint(text)).toEqual({ address, port });
});

test.each([
  ...['', 'localhost', 'localhost@53', '192.0.2.1@', '192.0.2.1@0', '192.0.2.1@65536', '192.0.2.1@53@53', '@53'],
  ...['192.0.2.1:', '[192.0.2.1]:53', '[2001:db8::1]', '2001:db8::1%lo@53', '192.0.2.1 53', '192.0.2.256@53'],
])('no address of a server: %j', (text) => {
  expect(readEndpoint(text)).toBeUndefined();
});

test('a network is read if no bit is set beyond its prefix', () => {
  fc.assert(
    fc.property(network, ([address, prefix]) => {
      const read = readNetwork(`${address}/${prefix}`);
      expect(read === undefined || read === `${address}/${prefix}`).toBe(true);
      expect(read !== undefined).toBe(!bitText(address).slice(prefix).includes('1'));
    }),
  );
});

test('a network holds another as node:net says of its address', () => {
  fc.assert(
    fc.property(network, network, ([outer, wide], [inner, narrow]) => {
      const read = [readNetwork(`${outer}/${wide}`), readNetwork(`${inner}/${narrow}`)];
      const [one, other] = read;
      fc.pre(one !== undefined && other !== undefined && isIP(outer) === isIP(inner));
      const list = new BlockList();
      const family = isIP(outer) === 4 ? 'ipv4' : 'ipv6';
      list.addSubnet(outer, wide, family);
      expect(holdsNetwork(one ?? '', other ?? '')).toBe(wide <= narrow && list.check(inner, family));
    }),
  );
});

test.each(['192.0.2.0/33', '192.0.2/24', 'fe80::1%lo/64', '2001:db8::/129', '::1/', '1.2.3.4/8/8', '', 'any'])(
  '%j is no network',
  (text) => {
    expect(readNetwork(text)).toBeUndefined();
  },
);

test('an address is a network of its own', () => {
  expect(['192.0.2.1', '2001:db8::1'].map(readNetwork)).toEqual(['192.0.2.1/32', '2001:db8::1/128']);
});

function bitText(address: string): string {
  if (isIP(address) === 4)
    return address
      .split('.')
      .map((byte) => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  const withGroups = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [Number(a) * 256 + Number(b), Number(c) * 256 + Number(d)].map((group) => group.toString(16)).join(':'),
  );
  const [head = '', tail] = withGroups.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const groups =
    tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill('0'), ...after];
  return groups.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('');
}
