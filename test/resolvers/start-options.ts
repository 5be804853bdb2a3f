import type { Foreground } from './foreground.ts';
import type { Programs } from './programs.ts';

/** A response policy zone in a file. */
export interface Zone {
  /** Such as `rpz.block`. */
  readonly name: string;
  /** Absolute path. */
  readonly file: string;
  /** `allow` holds only rpz-passthru records. */
  readonly kind: 'allow' | 'block';
  /** What resolvers that can do so tell the client beside the code "Censored" (RFC 8914). */
  readonly extendedErrorText?: string;
}

/** Those that programs have by default and that the documents warn of. */
export type Fault = 'BIND without break-dnssec' | 'PowerDNS with its packet cache';

export interface StartOptions {
  /** Empty; belongs to the resolver and is removed with it. */
  readonly folder: string;
  readonly port: number;
  readonly upstreamPort: number;
  /** In order of precedence: the first zone that has a rule for a name decides. */
  readonly zones: readonly Zone[];
  /** Absolute path of a list in the resolver's own format. */
  readonly list?: string;
  readonly programs: Programs;
  /** Settings with which a resolver does not enforce all that it is given. */
  readonly fault?: Fault;
  /** A name that some zone refuses: the resolver is ready only when it does. */
  readonly probe?: string;
}

export interface Started extends Foreground {
  readonly version: string;
}
