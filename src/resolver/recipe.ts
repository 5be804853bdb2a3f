import type { ConfigPath, QuotableText } from '../core/config-text.ts';
import type { DomainName } from '../core/name.ts';

/** `standalone` loads files; a `primary` hands zones to others and answers nobody else; a `secondary` fetches from one. */
export type Role = 'standalone' | 'primary' | 'secondary';

/** What a program can be told to be, and how sure we are of it. */
export interface Recipe {
  /** As the command line takes it. */
  readonly id: string;
  readonly title: string;
  /** The first is what one gets without asking. */
  readonly versions: readonly [RecipeVersion, ...RecipeVersion[]];
  readonly roles: readonly Role[];
  /** Whether clients of some countries can be given other names than the rest. */
  readonly hasViews: boolean;
  /** How many policy zones it loads for one client at the most; undefined: no limit is known. */
  readonly mostZones?: number;
  /** Whether it can sign the transfer of a zone (TSIG, RFC 8945). */
  readonly hasKeys: boolean;
  /** Which of its addresses a primary tells of changes (RFC 1996); undefined: it hears nothing. */
  readonly hearsAt: 'listen' | 'notices' | undefined;
  /** Whether a standalone one cannot find answers by itself. */
  readonly needsUpstream: boolean;
  /** Whether it can send a text beside a refusal (RFC 8914). */
  readonly sendsText?: true;
  readonly render: (options: RecipeOptions) => readonly RecipeFile[];
}

export interface RecipeVersion {
  readonly version: string;
  /** Where it can be less than other versions. */
  readonly roles?: readonly Role[];
  /** What it takes in place of the policy zones that others load. */
  readonly loads?: 'lists';
  /** What else than by the tests, which start every recipe for a program of Debian 12 or 13 as it is printed; undefined: that. */
  readonly untried?: string;
}

/** A file as it has to be saved. */
export interface RecipeFile {
  readonly path: string;
  readonly text: string;
}

export interface Endpoint {
  /** An IPv4 or IPv6 address in its usual form. */
  readonly address: string;
  readonly port: number;
}

export interface RecipeZone {
  readonly kind: 'allow' | 'block';
  readonly name: DomainName;
  readonly file: ConfigPath;
  /** What clients are told beside a refusal, where the resolver can (RFC 8914); undefined: nothing. */
  readonly text: QuotableText | undefined;
}

/** Clients that get zones of their own, and none of the others. */
export interface View {
  /** Two capital letters. */
  readonly territory: string;
  /** Networks, such as 192.0.2.0/24. Those of two views have no address in common. */
  readonly clients: readonly string[];
  readonly zones: readonly RecipeZone[];
  readonly lists: Lists;
}

/** Where a build puts what is no policy zone for everybody. Each is named to `blocklist build --format`. */
export interface Lists {
  readonly adblock: ConfigPath;
  readonly dnsmasq: ConfigPath;
  /** The policy zone that Knot Resolver 6 understands. */
  readonly knot6: ConfigPath;
  /** Unbound's local zones. */
  readonly localZones: ConfigPath;
}

export interface RecipeOptions {
  readonly version: RecipeVersion;
  readonly role: Role;
  /** In the order in which they are asked: the allow zone first. */
  readonly zones: readonly RecipeZone[];
  readonly views: readonly View[];
  readonly lists: Lists;
  readonly listen: Endpoint;
  /** Networks that may ask; those of the views are among them. */
  readonly clients: readonly string[];
  /** Who finds the answers; undefined: the resolver itself. */
  readonly upstream: Endpoint | undefined;
  /** Who checks signatures. */
  readonly validation: 'here' | 'upstream';
  /** For the resolver's own files; undefined: where Debian keeps them. */
  readonly folder: ConfigPath | undefined;
  /** Where `rndc` reaches BIND, on 127.0.0.1. */
  readonly controlPort: number;
  /** What of the configuration is not in the recipe, in sentences. */
  readonly remarks: readonly string[];
  readonly transfer: Transfer;
}

/** How a zone gets from one server to others. */
export interface Transfer {
  /** Always there for a secondary. */
  readonly primary: Endpoint | undefined;
  /** Who is told of a change, and fetches it with the key if there is one. */
  readonly secondaries: readonly Endpoint[];
  /** Who is told of a change, and may fetch it by address alone: Unbound knows no keys. */
  readonly keyless: readonly Endpoint[];
  /** The name of the key; undefined: addresses alone decide. */
  readonly key: string | undefined;
  /** Seconds between two looks at the primary, for when a notice was lost. */
  readonly refresh: number;
  /** Where the Knot DNS beside a Knot Resolver hears of changes. */
  readonly notices: Endpoint;
}

/** RFC 8914. */
export const censored = 16;
