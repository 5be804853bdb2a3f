import { NotReadable } from './not-readable.ts';

const deepest = 100;

/**
 * What JSON.parse takes without a word: a name that stands twice in one object, of which it keeps the last alone, and
 * any depth. Throws NotReadable for both. The text is valid JSON (RFC 8259).
 */
export function refuseHiddenFaults(text: string): void {
  const open: (Set<string> | undefined)[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token.endsWith(':')) refuseSecond(open.at(-1), token.slice(0, -1).trimEnd());
    if (open.length > deepest) throw tooDeep();
  }
}

function tooDeep(): NotReadable {
  return new NotReadable(
    `The file has parts within parts, more than ${deepest} deep, as no list has. Ask the sender for the list as a CSV file.`,
  );
}

function refuseSecond(names: Set<string> | undefined, quoted: string): void {
  const name = JSON.parse(quoted) as string;
  if (names?.has(name))
    throw new NotReadable(
      `In this file “${name.slice(0, 80)}” stands twice in one place, and programs differ in which of them counts. Ask the sender for a corrected file.`,
    );
  names?.add(name);
}
