import { type DomainName, type NameFault, parseName } from './name.ts';

/** What one line of an order's list turns out to be. */
export type TargetText =
  | { readonly kind: 'name'; readonly name: DomainName; readonly wildcard: boolean }
  | { readonly kind: 'address'; readonly text: string }
  | { readonly kind: 'partial'; readonly host: DomainName; readonly part: string }
  | { readonly kind: 'any-tld'; readonly label: string }
  | { readonly kind: 'placeholder' }
  | { readonly kind: 'scheme'; readonly scheme: string }
  | { readonly kind: 'fault'; readonly fault: NameFault };

const webPorts: Readonly<Record<string, string>> = { http: '80', https: '443' };

/**
 * Reads a target as papers write it: a name, a web address, an IP address, a mask, a redaction. A web address stands for
 * its host only where nothing but the host is meant: a path or a port is never widened to the whole site.
 */
export function readTarget(raw: string): TargetText {
  const text = refang(raw.slice(0, longestWritten).replace(outerSpace, ''));
  if (raw.length > longestWritten) return tooLong;
  if (isAddress(text)) return { kind: 'address', text };
  const web = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(text);
  const scheme = web?.[1]?.toLowerCase() ?? '';
  if (web && webPorts[scheme] === undefined) return { kind: 'scheme', scheme };
  const rest = web?.[2] ?? text;
  const end = rest.search(/[/?#]/);
  const authority = end === -1 ? rest : rest.slice(0, end);
  if (isPlaceholder(authority) || (!web && isPlaceholder(text))) return { kind: 'placeholder' };
  const part = end === -1 ? '' : rest.slice(end);
  const port = (web ? /^(.*):(\d*)$/s : /^(.*):(\d+)$/s).exec(authority);
  const host = readHost(port?.[1] ?? authority);
  const elsewhere = port?.[2] && port[2] !== webPorts[scheme] ? `:${port[2]}` : '';
  // A lone slash, question mark or number sign asks for nothing but the host.
  const beyond = elsewhere + (/^\/?[?#]?$/.test(part) ? '' : part);
  if (beyond === '' || host.kind !== 'name') return host;
  // Without a scheme, `a/b.to` is more likely a slip in a name than a page on the host `a`.
  if (!web && !host.name.includes('.')) return slip(beyond);
  return { kind: 'partial', host: host.name, part: beyond };
}

/** No web address in a list is this long, and some checks cost more than a text's length. */
const longestWritten = 8000;

/** How many more is not told: of a line of a list no more is kept than shows that it is too long. */
const tooLong: TargetText = {
  kind: 'fault',
  fault: { code: 'domain/too-long', detail: 'the line has more than 8,000 characters' },
};

// A byte order mark is no white space here: it must be seen.
const outerSpace = /^[^\S\ufeff]+|[^\S\ufeff]+$/g;

function slip(beyond: string): TargetText {
  return { kind: 'fault', fault: { code: 'domain/character', detail: `"${beyond[0]}" cannot stand in a domain name` } };
}

function readHost(host: string): TargetText {
  if (isAddress(host)) return { kind: 'address', text: host };
  const mask = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)\.\*$/i.exec(host);
  if (mask?.[1]) return { kind: 'any-tld', label: mask[1].toLowerCase() };
  const wildcard = host.startsWith('*.');
  const result = parseName(wildcard ? host.slice(2) : host);
  if (!result.ok) return { kind: 'fault', fault: result.fault };
  // A last label of digits is an IPv4 address to every browser (WHATWG URL, "ends in a number").
  if (/(^|\.)(\d+|0x[0-9a-f]*)$/.test(result.name)) return { kind: 'address', text: host };
  return { kind: 'name', name: result.name, wildcard };
}

/** Undoes the disguise that keeps names in mail from becoming links: hxxp, [.], (dot). */
function refang(text: string): string {
  return text
    .replace(/^h(xx|\*\*|tt)p(s?)(\[:\]|:)\/\//i, 'http$2://')
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\{dot\}/gi, '.');
}

function isPlaceholder(text: string): boolean {
  const bracketed = /\[(?![0-9a-f:.]*:[^\]]*\])[^[\]]*\]/i;
  return bracketed.test(text) || /^(\.{2,}|…|x{3,}|_{3,}|redacted|omissis|geschwärzt|n\.n\.|n\/a)$/i.test(text);
}

function isAddress(text: string): boolean {
  const bare = text
    .replace(/\/\d{1,3}$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\/\d{1,3}$/, '');
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(bare) || /^(?=[^:]*:[^:]*:)[0-9a-f:.]+(%[\w.%-]+)?$/i.test(bare);
}
