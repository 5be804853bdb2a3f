import { fitText, type QuotableText } from './config-text.ts';
import type { Order, OrderRecord } from './order.ts';
import { publicText } from './personal-data.ts';

/**
 * What the EXTRA-TEXT of an extended DNS error (RFC 8914 2) holds: a text for people, or JSON by a version of a draft.
 * `sde-27` is draft-ietf-dnsop-structured-dns-error-27; `fdbs-02` is the same with what
 * draft-nottingham-public-resolver-errors-02 adds.
 */
export const extraTextForms = ['text', 'sde-27', 'fdbs-02'] as const;
export type ExtraTextForm = (typeof extraTextForms)[number];

/** Whom to turn to, as the configuration says. */
export interface Notice {
  readonly organisation?: string;
  /** URIs of the schemes mailto and tel: browsers show no others. */
  readonly contacts?: readonly string[];
  /** Of the texts in the configuration (RFC 5646). */
  readonly language?: string;
  /** The home page of whoever blocks. */
  readonly website?: string;
}

/** An entry of a public database of blocks. */
export interface Incident {
  readonly db: string;
  readonly id: string;
}

/** What may be told of a block, in no form yet. */
export interface Told {
  readonly text: string;
  /** Of the text (RFC 5646). */
  readonly language: string;
  /** All of one and the same block. */
  readonly incidents: readonly Incident[];
}

/** The members of the JSON by their short names. No `s`: a sub-error must not go with Censored. */
export interface StructuredError {
  readonly fdbs?: Incident[];
  readonly c?: readonly string[];
  readonly j?: string;
  readonly o?: string;
  readonly l?: string;
}

/** The language that our own sentences are in. */
export const ownLanguage = 'en';

/** What everybody may know of an order; undefined where it is not public. */
export function toldOf({ id, record }: Order): Told | undefined {
  if (record.publication !== 'public') return undefined;
  const { authority, caseNumbers = [] } = record;
  return {
    text: publicText(`Blocked by order ${caseNumbers[0] ?? id} of ${authority.name}`),
    language: ownLanguage,
    incidents: incidentsOf(record),
  };
}

const lumenNotice = /^https:\/\/(?:www\.)?lumendatabase\.org\/notices\/(\d{1,15})$/;

/** The record's sources are where an order is written about: a notice at Lumen among them is its incident there. */
function incidentsOf({ sources = [] }: OrderRecord): readonly Incident[] {
  const ids = sources.flatMap(({ url }) => lumenNotice.exec(url ?? '')?.[1] ?? []);
  return [...new Set(ids)].map((id) => ({ db: 'lumen', id }));
}

/** The JSON as an object. Each text in it means itself between quotes, so that the JSON has no `\`. */
export function structuredError(form: Exclude<ExtraTextForm, 'text'>, told: Told, notice: Notice): StructuredError {
  const { organisation, contacts = [] } = notice;
  return {
    ...(form === 'fdbs-02' && told.incidents.length > 0 && { fdbs: [...told.incidents] }),
    ...(contacts.length > 0 && { c: contacts }),
    j: fitText(told.text),
    ...(organisation !== undefined && { o: fitText(organisation) }),
    l: told.language,
  };
}

/**
 * The JSON (I-JSON, RFC 7493) without a needless space in at most so many octets of UTF-8. Half of it would be no JSON:
 * where it is too long the justification is cut, then left out with what belongs to it; empty where nothing fits.
 */
export function structuredText(error: StructuredError, octets: number): QuotableText {
  const whole = quotable(error);
  const over = Buffer.byteLength(whole) - octets;
  if (over <= 0) return whole;
  const { j = '', fdbs, c } = error;
  const room = Buffer.byteLength(j) - over;
  if (room >= shortestReason) return quotable({ ...error, j: fitText(j, room) });
  const shorter = [{ ...(fdbs && { fdbs }), ...(c && { c }) }, { ...(fdbs && { fdbs }) }, { ...(c && { c }) }];
  const fitting = shorter
    .filter((one) => Object.keys(one).length > 0)
    .map(quotable)
    .find((text) => Buffer.byteLength(text) <= octets);
  return fitting ?? ('' as QuotableText);
}

/** Octets: of less nobody learns anything. */
const shortestReason = 20;

function quotable(error: StructuredError): QuotableText {
  return JSON.stringify(error) as QuotableText;
}
