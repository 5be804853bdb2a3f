import type { OrderRecord } from '../core/order.ts';
import { harmless } from '../core/text.ts';
import { type Group, groupLines } from './layout.ts';

/**
 * The record as a YAML file: LF, keys in the schema's order, texts in double quotes. YAML 1.1 and 1.2 read the same in it.
 * `schema` is where editors find the schema, seen from the record's folder: `../../schemas/order.schema.json`.
 */
export function recordText(record: OrderRecord, { schema }: { readonly schema: string }): string {
  const modeline = `# yaml-language-server: $schema=${harmless(schema).replaceAll(' ', '%20')}`;
  return `${[modeline, ...groupLines(record as unknown as Group, { pattern: '', indent: 0 })].join('\n')}\n`;
}
