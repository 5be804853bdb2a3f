import { charactersThatAreNotText, harmless } from './text.ts';

declare const forConfig: unique symbol;

/** Text that means itself between double quotes in the configuration of every resolver that we know. */
export type ConfigText = string & { readonly [forConfig]: 'text' };

/** The same, but for double quotes inside, which need a `\` before them there. */
export type QuotableText = string & { readonly [forConfig]: 'text' | 'quotable' };

/** An absolute path that means itself, with quotes or without, in the configuration of every resolver that we know. */
export type ConfigPath = string & { readonly [forConfig]: 'path' };

// RFC 8914 sets no limit, but what does not fit into one packet over UDP would cost a second query.
const longestText = 200;

/** The text; undefined where some resolver would read more into it: quotes, `\`, line ends, or more than 200 bytes. */
export function configText(text: string): ConfigText | undefined {
  const fits = Buffer.byteLength(text) <= longestText;
  return text !== '' && fits && isPlain(text) && !/["\\]/.test(text) ? (text as ConfigText) : undefined;
}

/** Text made of what records say, in a form that is fit: other quotation marks, cut to so many octets of UTF-8. */
export function fitText(text: string, most: number = longestText): ConfigText {
  const plain = harmless(text.replace(/\s+/g, ' ').trim()).replaceAll('"', "'").replaceAll('\\', '/');
  if (Buffer.byteLength(plain) <= most) return plain as ConfigText;
  const end = '…';
  let fit = '';
  for (const char of plain) {
    if (Buffer.byteLength(`${fit}${char}${end}`) > most) break;
    fit += char;
  }
  return `${fit.trimEnd()}${end}` as ConfigText;
}

/** The path; undefined where it is not absolute, or some resolver would read more into it. */
export function configPath(path: string): ConfigPath | undefined {
  return /^\/[\p{L}\p{M}\p{N}/._@+~-]+$/u.test(path) && isPlain(path) ? (path as ConfigPath) : undefined;
}

/** A path below one that is fit. */
export function below(folder: ConfigPath, name: string): ConfigPath {
  return `${folder}/${name}` as ConfigPath;
}

function isPlain(text: string): boolean {
  return !/[\r\n\t]/.test(text) && charactersThatAreNotText(text).next().done === true;
}
