import type { Answer } from './ask.ts';
import type { QueryType, ResourceRecord } from './message.ts';

/** `local`: records that the upstream never gives, so they come from a zone. */
export type Outcome = 'nxdomain' | 'nodata' | 'local' | 'resolves' | 'servfail' | 'timeout';

/** The record that the upstream gives at every name, by type. Other types it does not have. */
export const UPSTREAM_DATA: Readonly<Partial<Record<QueryType, string>>> = {
  A: '192.0.2.99',
  AAAA: '2001:db8::99',
  MX: '10 mail.upstream.example',
  TXT: 'from the upstream',
  HTTPS: '00010000010003026832',
};

/** What a client is told. Throws for an answer that no policy and no upstream gives. */
export function outcome(answer: Answer): Outcome {
  switch (answer.rcode) {
    case 'TIMEOUT':
      return 'timeout';
    case 'SERVFAIL':
      return 'servfail';
    case 'NXDOMAIN':
      return 'nxdomain';
    case 'NOERROR':
      return outcomeOfRecords(answer.type, answer.answers);
    default:
      throw new Error(`${answer.name} ${answer.type}: ${answer.rcode} is neither a policy's nor the upstream's answer`);
  }
}

/** A name is blocked when the resolver gave an answer, and not the upstream's. */
export function isBlocked(answer: Answer): boolean {
  return ['nxdomain', 'nodata', 'local'].includes(outcome(answer));
}

function outcomeOfRecords(type: QueryType, records: readonly ResourceRecord[]): Outcome {
  const upstream = UPSTREAM_DATA[type];
  if (upstream === undefined) throw new Error(`the upstream has no ${type}, so a missing one says nothing`);
  if (records.length === 0) return 'nodata';
  return records.every((record) => record.type === type && record.data === upstream) ? 'resolves' : 'local';
}
