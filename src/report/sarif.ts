import { type Code, codes } from '../core/codes.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { around, harmless, harmlessJson } from '../core/text.ts';
import type { Reporter } from './reporter.ts';

/** SARIF 2.1.0 (OASIS), as code scanning services read it. */
export const sarif: Reporter = {
  id: 'sarif',
  render: (diagnostics, { version }) => {
    const used = [...new Set(diagnostics.map(({ code }) => code))].sort();
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'blocklist', version, rules: used.map(rule) } },
          columnKind: 'utf16CodeUnits',
          results: diagnostics.map((one) => result(one, used)),
        },
      ],
    };
    return `${harmlessJson(JSON.stringify(log, null, 2))}\n`;
  },
};

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
