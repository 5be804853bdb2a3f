import type { ConfigText } from './config-text.ts';
import type { Place } from './diagnostic.ts';
import type { Notice } from './extra-text.ts';
import type { DomainName } from './name.ts';

/** The configuration, its defaults filled in and its names normalised. */
export interface Settings {
  readonly operator: Operator | undefined;
  readonly zone: ZoneSettings;
  readonly protectedNames: readonly DomainName[];
  /** Names that resolve whenever all is well; undefined where none are given. */
  readonly controls: readonly DomainName[] | undefined;
  readonly signing: SigningSettings;
  /** undefined where no approvals are asked for. */
  readonly approvals: ApprovalRule | undefined;
  /** Zones of their own beside the whole one, in the order of the configuration. */
  readonly cuts: readonly Cut[];
  /** The primary server that builds are handed to; undefined where nothing is said of it. */
  readonly publish: PublishSettings | undefined;
  /** What people who meet a block are told of us; empty where the configuration says nothing. */
  readonly notice: Notice;
  readonly safety: SafetyLimits;
}

/** From how great a change on a build counts as an accident, in percent of the names that there were. */
export interface SafetyLimits {
  readonly fewerNames: number;
  readonly moreNames: number;
}

/** How builds are handed to a primary server; what is missing comes from the command line, or has a default there. */
export interface PublishSettings {
  readonly primary?: 'bind' | 'knot';
  /** An address, perhaps with its port: 127.0.0.1@5300. */
  readonly server?: string;
  readonly folder?: string;
  /** A program and its arguments, in which {zone} and {file} stand for those of the zone. */
  readonly reload?: readonly string[];
  readonly check?: readonly string[];
  /** Seconds. */
  readonly wait?: number;
}

/** A zone of its own: all that holds in a territory, or the part of the whole that an authority or one order answers for. */
export interface Cut {
  /** Under which resolvers load it. */
  readonly name: DomainName;
  readonly by: CutBy;
  /** What a refused client is told; undefined: what the orders' public facts give. */
  readonly text: ConfigText | undefined;
  /** Of the name, in the configuration. */
  readonly place: Place;
}

export type CutBy =
  | { readonly kind: 'territory'; readonly value: string }
  | { readonly kind: 'authority'; readonly value: string }
  | { readonly kind: 'order'; readonly value: string };

/** What the configuration asks for before an order may be compiled. */
export interface ApprovalRule {
  /** Of how many different people; at least 1. */
  readonly required: number;
  /** undefined: anybody. */
  readonly people: readonly string[] | undefined;
  /** Records in which nothing is dated on or after this day (YYYY-MM-DD) need none; undefined: all do. */
  readonly from: string | undefined;
}

/** How builds are signed. */
export interface SigningSettings {
  /** The file of the secret key; undefined: builds are not signed, unless the command line or the environment names one. */
  readonly key?: string;
  /** The file of the public key that a build must be signed with to be published; undefined: none need be. */
  readonly publicKey?: string;
  /** Days that a build is good at most; undefined: until an order or a name begins or ends. */
  readonly validDays?: number;
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
  controls: undefined,
  signing: {},
  approvals: undefined,
  publish: undefined,
  cuts: [],
  notice: {},
  safety: { fewerNames: 10, moreNames: 50 },
};
