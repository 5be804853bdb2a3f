import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

/** Seven orders, one in each state there is, and a sealed one. */
export function standingOrders(): Workspace {
  const space = workspace();
  cpSync(join(import.meta.dirname, 'standing'), space.folder, { recursive: true });
  return space;
}

/** An order served three days before the day of tests, to be obeyed within 48 hours. */
export function urgentOrder(id: string): string {
  const duty = { service: 'dns-resolver', effect: 'block', comply: { within: 'PT48H', from: 'served' } } as const;
  const date = '2026-11-21T10:00:00+01:00';
  return record(id, [`${id}.to`], {
    obligations: [{ ...duty, penalty: 'EUR 10,000 a day' }],
    events: [
      { type: 'served', date },
      { type: 'effective', date },
    ],
  });
}

/** A title that would fool a terminal, a log and a reader. */
export const hostileTitle = '\u001b]8;;https://evil.example\u0007\u001b[2J\r::error::gone\u202eevil ##[group]';

/** Why a published schema does not fit what was printed; null where it does. */
export function misfits(name: string, json: string): unknown {
  const path = join(import.meta.dirname, `../../schemas/${name}.schema.json`);
  const validate = new Ajv2020({ allErrors: true }).compile(JSON.parse(readFileSync(path, 'utf8')));
  return validate(JSON.parse(json)) ? null : validate.errors;
}
