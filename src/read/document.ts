import { type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { sourceText, wholeLine } from '../core/source-text.ts';
import { decode } from './decode.ts';
import { controlCharacters } from './text-traps.ts';
import { parseYaml, type YamlDocument } from './yaml.ts';

/** More than any record needs (a long list belongs into an annex), in bytes. */
const mostBytes = 1024 * 1024;

/** A file as a YAML document of plain values, for records and the configuration alike. */
export function readDocument(
  file: string,
  bytes: Uint8Array,
): { document: YamlDocument | undefined; diagnostics: Diagnostic[] } {
  const start = { file, line: 1, column: 1, endColumn: 1, text: '' };
  const fatal = (code: 'yaml/too-large' | 'yaml/encoding', message: string) => ({
    document: undefined,
    diagnostics: [diagnostic(code, { message, place: start })],
  });
  if (bytes.length > mostBytes) return fatal('yaml/too-large', `The file has ${bytes.length} bytes.`);
  const decoded = decode(bytes);
  if (decoded.kind === 'foreign') {
    return fatal('yaml/encoding', `This is not UTF-8 text: it looks like ${decoded.encoding}.`);
  }
  const source = sourceText(file, decoded.text);
  const found = controlCharacters(source);
  if (decoded.byteOrderMark) {
    const message = 'The file starts with U+FEFF, a byte order mark.';
    found.push(diagnostic('yaml/byte-order-mark', { message, place: wholeLine(source, 0) }));
  }
  const document = parseYaml(source);
  const diagnostics = [...found, ...document.diagnostics];
  if (document.value === undefined && diagnostics.length === 0) {
    diagnostics.push(diagnostic('schema/missing', { message: 'The file is empty.', place: start }));
  }
  // Past a fault of syntax the rest would be read askew: what it seems to lack, it may have.
  const readable = document.value !== undefined && !diagnostics.some(({ code }) => code === 'yaml/syntax');
  return { document: readable ? document : undefined, diagnostics };
}
