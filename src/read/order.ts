import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { type Diagnostic, hasErrors } from '../core/diagnostic.ts';
import { blocksOnResolver, keptOnly, type Order, type OrderRecord } from '../core/order.ts';
import type { ApprovalRule } from '../core/settings.ts';
import { isTerritory } from '../core/territory.ts';
import { validateOrderRecord } from '../generated/order-validator.ts';
import { orderShape } from '../generated/shape.ts';
import { approvalFindings } from './approvals.ts';
import { type ReadDocument, readRecord } from './document.ts';
import { calendarOf, eventOrderFindings, readEvents } from './events.ts';
import type { Files } from './list-file.ts';
import { historyOf } from './record-digest.ts';
import { schemaFindings } from './schema.ts';
import type { NameBook } from './target-rows.ts';
import { readTargets } from './targets.ts';
import { textTraps } from './text-traps.ts';
import { laterVersion } from './version.ts';
import { keyPlace, valuePlace, type YamlDocument, yamlFinding } from './yaml.ts';

export interface ReadOrder {
  /** As much of the record as can be understood; undefined where that is nothing. */
  readonly order: Order | undefined;
  readonly diagnostics: Diagnostic[];
}

export interface OrderReader {
  readonly files: Files;
  readonly book: NameBook;
  /** The order's number in the corpus. */
  readonly index: number;
  /** undefined where no approvals are asked for. */
  readonly approvals?: ApprovalRule | undefined;
}

/** Reads one record whole. All findings at once: a fault in one part does not hide those of another. */
export function readOrder(file: string, bytes: Uint8Array, reader: OrderReader): ReadOrder {
  return orderOf(readRecord(file, bytes), bytes, reader);
}

/** What a record says, whichever way it was read. */
export function orderOf({ document, diagnostics }: ReadDocument, bytes: Uint8Array, reader: OrderReader): ReadOrder {
  if (!document) return { order: undefined, diagnostics };
  const later = laterVersion(document);
  if (later) return { order: undefined, diagnostics: [later] };
  const shape = schemaFindings(document, { validate: validateOrderRecord, shape: orderShape });
  const found = [...diagnostics, ...shape, ...textTraps(document, orderShape)];
  const record = soundParts(document, shape);
  if (!record) return { order: undefined, diagnostics: found };
  return { order: lower({ ...reader, document, bytes, record, found }), diagnostics: found };
}

/** The record without the top-level parts that do not fit the schema, so that the sound ones are still read. */
function soundParts(document: YamlDocument, shape: readonly Diagnostic[]): OrderRecord | undefined {
  if (shape.length === 0) return document.value as OrderRecord;
  if (typeof document.value !== 'object' || document.value === null || Array.isArray(document.value)) return undefined;
  validateOrderRecord(document.value);
  const faulty = new Set((validateOrderRecord.errors ?? []).map((error) => error.instancePath.split('/')[1]));
  const sound = Object.fromEntries(Object.entries(document.value).filter(([key]) => !faulty.has(key)));
  const stand = { id: '', title: '', instrument: 'court-order', publication: 'public', events: [] };
  return { ...stand, authority: { name: '', kind: 'court', country: 'EU', timeZone: 'UTC' }, ...sound } as OrderRecord;
}

interface Lowering extends OrderReader {
  readonly document: YamlDocument;
  readonly bytes: Uint8Array;
  readonly record: OrderRecord;
  readonly found: Diagnostic[];
}

function lower({ document, bytes, record, found, files, book, index, approvals }: Lowering): Order {
  const calendar = calendarOf(document, record, found);
  const events = readEvents(document, record, calendar);
  const names = readTargets({ document, bytes, record, index, calendar, files, book, found });
  const order: Order = {
    id: record.id,
    index,
    file: document.source.file,
    place: valuePlace(document, '/id'),
    record,
    textSha256: textDigest(bytes),
    history: historyOf(document, bytes),
    timeZone: calendar.timeZone,
    events,
    ...names,
    placeOf: keyPlaces(document),
  };
  if (record.review !== undefined) calendar.span(record.review, '/review');
  found.push(...eventOrderFindings(events), ...dutyFindings(document, record));
  if (hasErrors(found)) return order;
  found.push(...standingFindings(document, order));
  // Last of all, and of a sound record only: whatever is mended voids an approval.
  if (approvals) found.push(...approvalFindings({ document, bytes, record }, approvals));
  return order;
}

function textDigest(bytes: Uint8Array): string {
  const text = bytes.includes(carriageReturn) ? Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n') : bytes;
  return createHash('sha256')
    .update(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)
    .digest('hex');
}

const carriageReturn = 13;

/** By itself, so that nothing else of the reading stays in memory with it. */
function keyPlaces(document: YamlDocument): Order['placeOf'] {
  return (pointer) => keyPlace(document, pointer);
}

function dutyFindings(document: YamlDocument, record: OrderRecord): Diagnostic[] {
  return (record.obligations ?? []).flatMap((duty, index) => {
    const at = `/obligations/${index}`;
    const found: Diagnostic[] = [];
    for (const [place, code] of (duty.territory ?? []).entries()) {
      if (isTerritory(code)) continue;
      found.push(
        yamlFinding(document, 'order/country', `${at}/territory/${place}`, `${code} is not a country's code.`),
      );
    }
    if (duty.mirrors === 'any-tld') {
      const message = 'No resolver can block names under every ending; each has to be added to the record.';
      found.push(yamlFinding(document, 'order/any-tld', `${at}/mirrors`, message));
    }
    const { ipv4, ipv6 } = duty.redirect ?? {};
    if (ipv4 !== undefined && !isPublicAddress(ipv4, 4)) {
      found.push(
        yamlFinding(
          document,
          'order/redirect-address',
          `${at}/redirect/ipv4`,
          `${ipv4} is not an IPv4 address that browsers can reach.`,
        ),
      );
    }
    if (ipv6 !== undefined && !isPublicAddress(ipv6, 6)) {
      found.push(
        yamlFinding(
          document,
          'order/redirect-address',
          `${at}/redirect/ipv6`,
          `${ipv6} is not an IPv6 address that browsers can reach.`,
        ),
      );
    }
    return found;
  });
}

/** Not this machine (RFC 1122 3.2.1.3, RFC 4291 2.5.3), not one link (RFC 4291 2.5.6), and no zone (RFC 4007 11). */
function isPublicAddress(text: string, family: 4 | 6): boolean {
  return isIP(text) === family && !/^(0|127)\.|^::1?$|^fe[89ab]|%/i.test(text);
}

/** What becomes of a record that compiles to nothing whatever the date. */
function standingFindings(document: YamlDocument, order: Order): Diagnostic[] {
  const { record } = order;
  const kept = keptOnly[record.instrument];
  if (kept !== undefined)
    return [yamlFinding(document, 'order/kept-only', '/instrument', `It blocks nothing: ${kept}.`)];
  const blocks = (record.obligations ?? []).some(blocksOnResolver);
  if (!record.obligations && order.listed > 0) {
    return [yamlFinding(document, 'order/no-obligations', '/id', 'The record lists names and lays no duty on anyone.')];
  }
  if (!blocks) {
    const pointer = record.obligations ? '/obligations' : '/id';
    return [yamlFinding(document, 'order/no-blocking-duty', pointer, 'No duty here is to block on a DNS resolver.')];
  }
  if (!order.events.some((event) => event.type === 'effective')) {
    const message = 'This is a draft: the record does not say from when names must be blocked.';
    return [yamlFinding(document, 'order/draft', '/events', message)];
  }
  if (order.listed > 0) return [];
  return [yamlFinding(document, 'order/no-targets', '/obligations', 'No name of this order can be blocked.')];
}
