import { stringify } from 'yaml';
import type { OrderRecord } from '../../src/core/order.ts';

/** A record in force since 2020 that blocks, with what the test says in place of the rest. */
export function record(id: string, targets: OrderRecord['targets'], more: Partial<OrderRecord> = {}): string {
  const whole: OrderRecord = {
    id,
    title: `Applicant v Respondent (${id})`,
    instrument: 'court-order',
    authority: { name: 'Tribunale di Milano', kind: 'court', country: 'IT', timeZone: 'Europe/Rome' },
    obligations: [{ service: 'dns-resolver', effect: 'block' }],
    events: [{ type: 'effective', date: '2020-01-01' }],
    ...(targets && { targets }),
    publication: 'public',
    ...more,
  };
  return stringify(whole, { compat: 'yaml-1.1', defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' });
}
