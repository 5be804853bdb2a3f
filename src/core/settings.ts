import type { DomainName } from './name.ts';

/** The configuration, its defaults filled in and its names normalised. */
export interface Settings {
  readonly operator: Operator | undefined;
  readonly zone: ZoneSettings;
  readonly protectedNames: readonly DomainName[];
}

export interface Operator {
  readonly names: readonly string[];
  readonly services: readonly string[];
  readonly domains: readonly DomainName[];
  readonly territory: readonly string[] | undefined;
}

export interface ZoneSettings {
  /** Names under which resolvers load the zones; the files themselves load under any name that is not longer. */
  readonly block: DomainName;
  readonly allow: DomainName;
  readonly primary: DomainName;
  readonly contact: DomainName;
  /** Seconds. */
  readonly ttl: number;
}

export const defaultSettings: Settings = {
  operator: undefined,
  zone: {
    block: 'rpz.blocklist' as DomainName,
    allow: 'rpz.allow' as DomainName,
    primary: 'localhost' as DomainName,
    contact: 'hostmaster.localhost' as DomainName,
    ttl: 300,
  },
  protectedNames: [],
};
