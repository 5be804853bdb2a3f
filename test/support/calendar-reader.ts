/** One component of a calendar file: its name, its properties by name, and the components in it. */
export interface Component {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly parts: readonly Component[];
}

const property = /^([A-Z][A-Z0-9-]*)((?:;[A-Z-]+=[^";:,]+)*):(.*)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 5545 3.1 forbids these
const control = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const texts: ReadonlySet<string> = new Set(['SUMMARY', 'DESCRIPTION', 'UID', 'NAME', 'X-WR-CALNAME']);

/** Reads a calendar file by the letter of RFC 5545 and throws at the first breach. Texts come unescaped. */
export function readCalendar(text: string): Component {
  if (!text.endsWith('\r\n')) throw new Error('The last line does not end with CRLF.');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    const octets = Buffer.from(line);
    if (octets.length > 75) throw new Error(`More than 75 octets: ${line}`);
    if (control.test(line) || line.includes('\ufffd') || line === '')
      throw new Error(`Not text: ${JSON.stringify(line)}`);
  }
  const lines = physical.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
  const [whole] = readParts(lines.values());
  if (whole?.name !== 'VCALENDAR') throw new Error('There is no calendar.');
  check(whole);
  return whole;
}

/** The components up to the end of the one that holds them. */
function readParts(lines: Iterator<string>, inside?: { name: string; properties: Map<string, string> }): Component[] {
  const parts: Component[] = [];
  for (let next = lines.next(); !next.done; next = lines.next()) {
    const [, name = '', parameters = '', value = ''] = property.exec(next.value) ?? [];
    if (name === '') throw new Error(`No property: ${next.value}`);
    if (name === 'BEGIN') {
      const part = { name: value, properties: new Map<string, string>() };
      parts.push({ ...part, parts: readParts(lines, part) });
    } else if (name === 'END') {
      if (value !== inside?.name) throw new Error(`END:${value} does not end ${inside?.name}.`);
      return parts;
    } else {
      if (!inside || inside.properties.has(name)) throw new Error(`${name} is here twice, or nowhere.`);
      inside.properties.set(name, checkedValue(name, parameters, value));
    }
  }
  if (inside) throw new Error(`${inside.name} has no end.`);
  return parts;
}

function checkedValue(name: string, parameters: string, value: string): string {
  if (texts.has(name)) return unescaped(value);
  const isTime = name.startsWith('DT') || name === 'TRIGGER';
  const form = parameters === ';VALUE=DATE' ? /^\d{8}$/ : /^\d{8}T\d{6}Z$/;
  if (isTime && !form.test(value) && value !== '19700101T000000') throw new Error(`${name} is no time: ${value}`);
  return value;
}

/** RFC 5545 3.3.11: a backslash stands before `\`, `;`, `,` and `n` only, and the first three never stand alone. */
function unescaped(value: string): string {
  if (!/^(\\[\\;,nN]|[^\\;,])*$/.test(value)) throw new Error(`Not escaped: ${value}`);
  return value.replace(/\\(.)/g, (_, char: string) => (char.toLowerCase() === 'n' ? '\n' : char));
}

const required: Readonly<Record<string, readonly string[]>> = {
  VCALENDAR: ['PRODID', 'VERSION'],
  VEVENT: ['UID', 'DTSTAMP', 'DTSTART'],
  VALARM: ['ACTION', 'DESCRIPTION', 'TRIGGER'],
};

function check({ name, properties, parts }: Component): void {
  for (const key of required[name] ?? []) if (!properties.has(key)) throw new Error(`${name} has no ${key}.`);
  if (name === 'VCALENDAR') {
    if (parts.length === 0) throw new Error('A calendar must hold something (RFC 5545 3.6).');
    const uids = parts.flatMap((part) => part.properties.get('UID') ?? []);
    if (new Set(uids).size < uids.length) throw new Error('Two events have one UID.');
  }
  for (const part of parts) check(part);
}
