import { digestOfRecord } from '../../src/read/record-digest.ts';

/** The record with approvals by these people, on 23 November 2026, as it stands. */
export function approvedBy(people: readonly string[], record: string): string {
  const sha256 = digestOfRecord('record.yaml', Buffer.from(record));
  const lines = people.map((by) => `  - { by: "${by}", date: "2026-11-23", sha256: "${sha256}" }\n`);
  return `${record}approvals:\n${lines.join('')}`;
}
