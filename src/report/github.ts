import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { harmless } from '../core/text.ts';
import type { Reporter } from './reporter.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;

/** Workflow commands of GitHub Actions: each finding becomes a remark at its line of the merge request. */
export const github: Reporter = {
  id: 'github',
  render: (diagnostics) => diagnostics.map((one) => `${command(one)}\n`).join(''),
};

function command({ code, severity, message, help, place, related }: Diagnostic): string {
  const elsewhere = (related ?? []).map((one) => `${one.message}: ${one.place.file}:${one.place.line}.`);
  const properties = [...(place ? position(place) : []), `title=${escapeProperty(code)}`];
  return `::${commands[severity]} ${properties.join(',')}::${escapeData([message, ...elsewhere, help].join(' ').trim())}`;
}

function position({ file, line, column, endColumn }: Place): string[] {
  return [`file=${escapeProperty(file)}`, `line=${line}`, `col=${column}`, `endColumn=${endColumn}`];
}

// The runner decodes just these (actions/toolkit, packages/core/src/command.ts).
function escapeData(text: string): string {
  return harmless(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
