import { type Code, codes } from '../core/codes.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { around, counted, harmless, harmlessJson } from '../core/text.ts';
import type { Reporter } from './reporter.ts';
import { worstFirst } from './worst-first.ts';

/** GitHub refuses a file with more (docs.github.com, SARIF support for code scanning), and shows the first 5,000. */
const mostResults = 25_000;

/** In bytes. GitHub refuses a file that has more than 10 MB when it is packed; this one has not even unpacked. */
const mostBytes = 9_500_000;

/** SARIF 2.1.0 (OASIS), as code scanning services read it: the worst first, and no more than they take. */
export const sarif: Reporter = {
  id: 'sarif',
  render: (diagnostics, { version }) => {
    const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
    const results = fitting(worstFirst(diagnostics).map((one) => result(one, used)));
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'blocklist', version, rules: used.map(rule) } },
          columnKind: 'utf16CodeUnits',
          results,
          ...(results.length < diagnostics.length && { invocations: [left(diagnostics.length - results.length)] }),
        },
      ],
    };
    return `${harmlessJson(JSON.stringify(log, null, 2))}\n`;
  },
};

/** As many results, from the first, as a file may hold. */
function fitting<T>(results: readonly T[]): readonly T[] {
  let bytes = 0;
  const over = results.findIndex((one, index) => {
    const text = harmlessJson(JSON.stringify(one, null, 2));
    // It stands eight columns further right in the file.
    bytes += Buffer.byteLength(text) + 8 * text.split('\n').length + 2;
    return index >= mostResults || bytes > mostBytes;
  });
  return over === -1 ? results : results.slice(0, over);
}

/** What the report is silent about. */
function left(count: number) {
  const text = `${counted(count, 'more finding')} did not fit into this report; blocklist check --report json has all.`;
  return { executionSuccessful: true, toolExecutionNotifications: [{ level: 'warning', message: { text } }] };
}

function rule(code: Code) {
  const { title, why, next } = codes[code];
  return { id: code, shortDescription: { text: title }, fullDescription: { text: why }, help: { text: next } };
}

function result({ code, severity, message, help, place, related }: Diagnostic, used: readonly Code[]) {
  return {
    ruleId: code,
    ruleIndex: used.indexOf(code),
    level: severity,
    message: { text: harmless(`${message} ${help}`.trim()) },
    ...(place && { locations: [location(place)] }),
    ...(related && {
      relatedLocations: related.map((one, id) => ({
        id,
        message: { text: harmless(one.message) },
        ...location(one.place),
      })),
    }),
  };
}

function location({ file, line, column, endColumn, text }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.toWellFormed().split('/').map(encodeURIComponent).join('/') },
      region: { startLine: line, startColumn: column, endColumn, snippet: { text: harmless(around(text, column)) } },
    },
  };
}
