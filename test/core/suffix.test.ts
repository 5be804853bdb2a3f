import { expect, test } from 'vitest';
import type { DomainName } from '../../src/core/name.ts';
import { suffixOf } from '../../src/core/suffix.ts';

test('the ending of a name is what the public suffix list says, its private section too; else the last label', () => {
  const endings = [
    ['www.site.to', 'to', 'listed', 'site.to'],
    ['a.site.co.uk', 'co.uk', 'listed', 'site.co.uk'],
    ['co.uk', 'co.uk', 'listed', 'none'],
    ['user.github.io', 'github.io', 'listed private', 'user.github.io'],
    ['github.io', 'github.io', 'listed private', 'none'],
    ['any.ck', 'any.ck', 'listed', 'none'],
    ['www.ck', 'ck', 'listed', 'www.ck'],
    ['a.b.nowhere', 'nowhere', '', 'b.nowhere'],
    ['nowhere', 'nowhere', '', 'none'],
    ['192.0.2.1', '192.0.2.1', '', 'none'],
    ['_srv.my_site.to', 'to', 'listed', 'my_site.to'],
  ] as const;
  const found = endings.map(([name]) => {
    const suffix = suffixOf(name as DomainName);
    const kind = [suffix.listed && 'listed', suffix.private && 'private'].filter(Boolean).join(' ');
    return [name, suffix.publicSuffix, kind, suffix.registrable ?? 'none'];
  });
  expect(found).toEqual(endings);
});
