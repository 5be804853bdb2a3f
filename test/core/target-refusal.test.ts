import { expect, test } from 'vitest';
import { refusal } from '../../src/core/target-refusal.ts';
import { readTarget } from '../../src/core/target-text.ts';

test('what no resolver can be told has its code and its reason', () => {
  const refused = [
    ['192.0.2.1', 'domain/address: 192.0.2.1 is an IP address, not a name'],
    ['https://site.to/page', 'domain/url-part: The part /page of site.to cannot be blocked alone'],
    ['site.to:8080', 'domain/url-part: The port 8080 of site.to cannot be blocked alone'],
    ['Site.*', 'domain/any-tld: No resolver can block "site" under every ending'],
    ['[omissis]', 'domain/placeholder: [omissis] is a redaction, not a name'],
    ['FTP://site.to', 'domain/scheme: ftp:// is not the start of a web address'],
    ['a b.to', 'domain/character: This is not a domain name: a space cannot stand in a domain name'],
  ] as const;
  const found = refused.map(([text]) => {
    const read = readTarget(text);
    if (read.kind === 'name') return [text, 'a name'];
    const { code, reason } = refusal(read, text);
    return [text, `${code}: ${reason}`];
  });
  expect(found).toEqual(refused);
});
