import type { Subject } from '../core/subject.ts';

/** One way to ask for a name. */
export interface Way {
  readonly type: 'A' | 'AAAA';
  readonly transport: 'udp' | 'tcp';
  readonly dnssecOk: boolean;
}

const plain: Way = { type: 'A', transport: 'udp', dnssecOk: false };
const dnssecOverTcp: Way = { type: 'A', transport: 'tcp', dnssecOk: true };

// Four of the eight ways, such that any two settings of any two of the three meet: a fault of a type, of a transport or of
// DNSSEC shows, and one of two of them together.
const four: readonly Way[] = [
  plain,
  dnssecOverTcp,
  { type: 'AAAA', transport: 'udp', dnssecOk: true },
  { type: 'AAAA', transport: 'tcp', dnssecOk: false },
];
const two: readonly Way[] = [
  { type: 'A', transport: 'udp', dnssecOk: true },
  { type: 'AAAA', transport: 'tcp', dnssecOk: false },
];

/** Controls have an address of the first kind; whether they have one of the second nobody says. */
const forControls: readonly Way[] = [
  plain,
  dnssecOverTcp,
  { type: 'A', transport: 'udp', dnssecOk: true },
  { type: 'A', transport: 'tcp', dnssecOk: false },
];

export function waysFor({ kind, part }: Subject): readonly Way[] {
  if (kind === 'control') return forControls;
  const isWhole = part === 'self' && (kind === 'listed' || kind === 'ended');
  if (isWhole) return four;
  return kind === 'listed' || kind === 'between' || kind === 'ended' ? two : [plain, dnssecOverTcp];
}

/** `A over TCP with DNSSEC` */
export function wayWords({ type, transport, dnssecOk }: Way): string {
  return `${type} over ${transport.toUpperCase()}${dnssecOk ? ' with DNSSEC' : ''}`;
}
