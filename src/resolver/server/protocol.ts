/** Numbers of the DNS protocol (IANA, Domain Name System Parameters). */

export const rcodes = { noError: 0, formErr: 1, servFail: 2, nxDomain: 3, notImp: 4, refused: 5, badVers: 16 } as const;
export type Rcode = (typeof rcodes)[keyof typeof rcodes];

export const types = { a: 1, soa: 6, hinfo: 13, aaaa: 28, opt: 41, any: 255 } as const;

/** TKEY, TSIG, IXFR, AXFR, MAILB and MAILA: they ask for no records of a name (RFC 6895 3.1). */
export function isTransfer(type: number): boolean {
  return type >= 249 && type <= 254;
}

export const internet = 1;

/** Bits of the second sixteen of a header (RFC 1035 4.1.1, RFC 4035 3.2.2). */
export const flags = {
  response: 0x8000,
  truncated: 0x0200,
  desired: 0x0100,
  available: 0x0080,
  unchecked: 0x0010,
} as const;

/** INFO-CODEs of Extended DNS Errors (RFC 8914 4). */
export const extended = { censored: 16, notAuthoritative: 20, networkError: 23 } as const;

/** Octets of a UDP message without EDNS (RFC 1035 4.2.1), and with, such that nothing on the way cuts it (DNS Flag Day 2020). */
export const udpSizes = { plain: 512, edns: 1232 } as const;
