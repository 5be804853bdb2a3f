// Makes the inputs: the same bytes on every machine, streamed to the disk, so that their size costs no memory.
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const seed = 20220711;
const letters = Buffer.from('abcdefghijklmnopqrstuvwxyz0123456789');
const tops = ['com', 'net', 'org', 'to', 'ru', 'pro', 'de', 'info', 'xyz', 'it', 'fr', 'co.uk'].map((top) =>
  Buffer.from(`.${top}\n`),
);
const www = Buffer.from('www.n');

/** Writes one name after the other, each with its line end; the answer is where it ends. */
function nameSource() {
  let state = seed;
  // A linear congruential generator (Numerical Recipes): its period is longer than any list here.
  const next = (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  return (bytes, start) => {
    let at = start + www.copy(bytes, start, next(10) < 3 ? 0 : 4);
    for (let length = 5 + next(12); length > 0; length--) bytes[at++] = letters[next(36)];
    return at + tops[next(tops.length)].copy(bytes, at);
  };
}

const longestLine = 64;

/** Lines with a name each, handed on in pieces of about a mebibyte. */
function* nameLines(count, { names, before = '' }) {
  const piece = Buffer.alloc(Math.min(count * longestLine, 2 ** 20) + longestLine);
  let at = 0;
  for (let index = 0; index < count; index++) {
    at = names(piece, at + piece.write(before, at, 'latin1'));
    if (at < piece.length - longestLine) continue;
    yield piece.subarray(0, at);
    at = 0;
  }
  yield piece.subarray(0, at);
}

/** Writes pieces into a file; the answer is its SHA-256. */
function writePieces(path, pieces) {
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  for (const piece of pieces) {
    hash.update(piece);
    for (let at = 0; at < piece.length; ) at += writeSync(file, piece, at);
  }
  closeSync(file);
  return hash.digest('hex');
}

const courts = [
  { place: 'it-milano', name: 'Tribunale di Milano', country: 'IT', timeZone: 'Europe/Rome' },
  { place: 'fr-paris', name: 'Tribunal judiciaire de Paris', country: 'FR', timeZone: 'Europe/Paris' },
  { place: 'de-muenchen', name: 'Landgericht München I', country: 'DE', timeZone: 'Europe/Berlin' },
  { place: 'es-barcelona', name: 'Juzgado de lo Mercantil de Barcelona', country: 'ES', timeZone: 'Europe/Madrid' },
];

/** A record as a clerk would write it; `last` is how it ends. */
function record(number, last) {
  const { place, name, country, timeZone } = courts[number % courts.length];
  const id = `${place}-2022-${String(number).padStart(5, '0')}`;
  return `# yaml-language-server: $schema=../../schemas/order.schema.json
id: ${id}
title: "Film Company ${number} v Resolver: streaming sites"
instrument: court-order
authority: { name: "${name}", kind: court, country: "${country}", timeZone: ${timeZone} }
caseNumbers: ["${number}/2022"]
legalBasis: ["Directive 2001/29/EC art. 8(3)"]
parties:
  applicants: ["Film Company ${number} S.p.A."]
  respondents: ["Resolver, Inc."]
obligations:
  - { service: dns-resolver, effect: block, territory: ["${country}"], comply: { within: P30D } }
events:
  - { type: issued, date: "2022-07-11" }
  - { type: effective, date: "2022-07-18", note: "The day of service." }
sources:
  - { title: "The order, as published", url: "https://www.example.org/${id}.pdf", kind: primary }
confidence: primary
publication: public
${last}`;
}

/** One order with an annex of so many names; where a bad line is asked for, the line in the middle holds none. */
export function makeAnnex(folder, count, { hasBadLine = false } = {}) {
  mkdirSync(join(folder, 'orders'), { recursive: true });
  const sha256 = writePieces(join(folder, 'orders/annex.txt'), annexLines(count, hasBadLine));
  const last = `annex: { file: annex.txt, sha256: "${sha256}", count: ${count} }\n`;
  writeFileSync(join(folder, 'orders/order.yaml'), record(1, last));
}

function* annexLines(count, hasBadLine) {
  const names = nameSource();
  const middle = Math.ceil(count / 2);
  yield* nameLines(middle - 1, { names });
  yield* hasBadLine ? [Buffer.from('two words.com\n')] : nameLines(1, { names });
  yield* nameLines(count - middle, { names });
}

/** One order with these names in the record itself. */
export function makeOrder(folder, number, targets) {
  const list = targets.map((name) => `  - ${name}\n`).join('');
  writeFileSync(join(folder, `orders/${number}.yaml`), record(number, `targets:\n${list}`));
}

/** So many orders with so many names each, a hundred in a folder; the answer is their paths. */
export function makeOrders(folder, count, { targets }) {
  const names = nameSource();
  return Array.from({ length: count }, (_, number) => {
    const place = join(folder, 'orders', String(Math.floor(number / 100)).padStart(3, '0'));
    if (number % 100 === 0) mkdirSync(place, { recursive: true });
    const path = join(place, `${number}.yaml`);
    const lines = Buffer.concat(
      Array.from(nameLines(targets, { names, before: '  - ' }), (piece) => Buffer.from(piece)),
    );
    writeFileSync(path, record(number, `targets:\n${lines.toString('latin1')}`));
    return path;
  });
}
