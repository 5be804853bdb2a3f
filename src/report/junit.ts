import type { Diagnostic } from '../core/diagnostic.ts';
import { harmless } from '../core/text.ts';
import { type Reporter, tally } from './reporter.ts';

/**
 * JUnit's XML, as Jenkins and GitLab read it (jenkinsci/xunit-plugin, junit-10.xsd). An error is a test that failed; warnings
 * and notes are tests that passed and have something to say. Of no findings it has one test, which passed: an empty report
 * looks like one that was lost.
 */
export const junit: Reporter = {
  id: 'junit',
  render: (diagnostics) => {
    const cases = diagnostics.length === 0 ? [noFindings] : diagnostics.map(testCase);
    const counts = `tests="${cases.length}" failures="${tally(diagnostics).errors}" errors="0"`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>\n',
      `<testsuites name="blocklist" ${counts}>\n`,
      `  <testsuite name="blocklist check" ${counts}>\n`,
      ...cases,
      '  </testsuite>\n</testsuites>\n',
    ].join('');
  },
};

const noFindings = '    <testcase classname="orders" name="No findings" time="0"/>\n';

function testCase({ code, severity, message, help, place, related }: Diagnostic): string {
  const at = place ? ` at ${place.line}:${place.column}` : '';
  const elsewhere = (related ?? []).map((one) => `${one.message}: ${one.place.file}:${one.place.line}`);
  const where = place ? [`${place.file}:${place.line}:${place.column}`] : [];
  const words = [message, ...where, ...elsewhere, help].filter((line) => line !== '');
  const body = words.map(escaped).join('\n');
  const told =
    severity === 'error'
      ? `<failure type="${escaped(code)}" message="${escaped(message)}">${body}</failure>`
      : `<system-out>${severity}: ${body}</system-out>`;
  const name = `${code}${at}`;
  return (
    `    <testcase classname="${escaped(place?.file ?? 'orders')}" name="${escaped(name)}" time="0">\n` +
    `      ${told}\n    </testcase>\n`
  );
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // An attribute would make a space of it (XML 1.0 section 3.3.3).
  '\t': '&#9;',
};

/** What is left of a text without the characters that XML 1.0 has not (section 2.2), its marks as references. */
function escaped(text: string): string {
  return harmless(text).replace(/[&<>"\t]/g, (mark) => references[mark] ?? mark);
}
