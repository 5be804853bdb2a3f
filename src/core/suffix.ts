import type * as Tldts from 'tldts';
import { library } from './library.ts';
import type { DomainName } from './name.ts';

const suffixList = library<typeof Tldts>('tldts');

export interface Suffix {
  /** The part under which anyone can register (publicsuffix.org), private section included. */
  readonly publicSuffix: DomainName;
  /** Whether a rule of the list says so; without one it is only the last label. */
  readonly listed: boolean;
  /** A rule of the private section: a company that lets its customers have names below. */
  readonly private: boolean;
  /** The suffix and one label; undefined where the name is itself a suffix. */
  readonly registrable: DomainName | undefined;
}

export function suffixOf(name: DomainName): Suffix {
  const found = suffixList().parse(name, {
    allowPrivateDomains: true,
    extractHostname: false,
    validateHostname: false,
  });
  return {
    publicSuffix: (found.publicSuffix ?? name) as DomainName,
    listed: found.isIcann === true || found.isPrivate === true,
    private: found.isPrivate === true,
    registrable: (found.domain ?? undefined) as DomainName | undefined,
  };
}
