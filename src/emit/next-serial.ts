import { dateSerial, serialAfter } from '../core/serial.ts';

export interface SerialRequest {
  /** A serial given by hand. */
  readonly serial: number | undefined;
  /** Milliseconds since 1970: the day of a first serial. */
  readonly today: number;
  /** The zone as it was last written, where that is known; without a digest, its content is not known any more. */
  readonly known: { readonly serial: number; readonly digest?: string | undefined } | undefined;
}

/** The serial of a zone with this content: it moves forward, and only when the content moves. */
export function nextSerial(digest: string, { serial, today, known }: SerialRequest): number {
  if (serial !== undefined) return serial;
  if (!known) return dateSerial(today);
  return known.digest === digest ? known.serial : serialAfter(known.serial, dateSerial(today));
}
