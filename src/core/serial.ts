const half = 2 ** 31;
const modulus = 2 ** 32;

/** Whether `next` comes after `previous` in serial number arithmetic (RFC 1982 3.2). */
export function isAfter(next: number, previous: number): boolean {
  const distance = (next - previous + modulus) % modulus;
  return distance !== 0 && distance < half;
}

/**
 * The serial that follows `previous`: `preferred` where that is a step forward, else one more (RFC 1982 3.1).
 * Zero is stepped over: some secondaries take it for "unknown".
 */
export function serialAfter(previous: number, preferred: number): number {
  if (preferred !== 0 && isAfter(preferred, previous)) return preferred;
  return (previous + 1) % modulus || 1;
}

/**
 * YYYYMMDD00 of a day (RFC 1912 2.2), in UTC; the largest serial from the year 4295 on. Unit of `instant`: milliseconds
 * since 1970.
 */
export function dateSerial(instant: number): number {
  return Math.min(Number(`${new Date(instant).toISOString().slice(0, 10).replaceAll('-', '')}00`), modulus - 1);
}
