import type { Severity } from '../core/codes.ts';
import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { harmless } from '../core/text.ts';
import type { Reporter } from './reporter.ts';
import { text } from './text.ts';

const commands = { error: 'error', warning: 'warning', note: 'notice' } as const;
const severities = ['error', 'warning', 'note'] as const;

/** GitHub shows ten remarks of a kind for a step, and drops the rest (actions/toolkit, docs/problem-matchers.md). */
const mostOfAKind = 10;

/** The runner cuts a message at 4,096 UTF-16 code units (actions/runner, src/Runner.Worker/ExecutionContext.cs). */
const longestMessage = 4000;

/**
 * Workflow commands of GitHub Actions: each finding becomes a remark at its line of the merge request, errors first. Of more
 * than GitHub shows, one remark says how many, and the log tells them.
 */
export const github: Reporter = {
  id: 'github',
  render: (diagnostics, context) => {
    const kinds = severities.map((severity) => split(severity, diagnostics));
    const left = kinds.flatMap(({ rest }) => rest);
    const remarks = kinds.flatMap(({ shown, more }) => [...shown.map(command), ...more]);
    const log = left.length === 0 ? [] : ['\nFindings without a remark:\n\n', text.render(left, context)];
    return [...remarks.map((one) => `${one}\n`), ...log].join('');
  },
};

interface Kind {
  readonly shown: readonly Diagnostic[];
  readonly rest: readonly Diagnostic[];
  /** The remark on the rest, if there is one. */
  readonly more: readonly string[];
}

function split(severity: Severity, diagnostics: readonly Diagnostic[]): Kind {
  const alike = diagnostics.filter((one) => one.severity === severity);
  if (alike.length <= mostOfAKind) return { shown: alike, rest: [], more: [] };
  const rest = alike.slice(mostOfAKind - 1);
  const title = `${rest.length} more ${severity}s`;
  return {
    shown: alike.slice(0, mostOfAKind - 1),
    rest,
    more: [
      `::${commands[severity]} title=${title}::GitHub shows ${mostOfAKind} of a kind. The log of this step tells the rest.`,
    ],
  };
}

function command({ code, severity, message, help, place, related }: Diagnostic): string {
  const elsewhere = (related ?? []).map((one) => `${one.message}: ${one.place.file}:${one.place.line}.`);
  const properties = [...(place ? position(place) : []), `title=${escapeProperty(code)}`];
  const words = [message, ...elsewhere, help].join(' ').trim();
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(cut(harmless(words)))}`;
}

function position({ file, line, column, endColumn }: Place): string[] {
  return [`file=${escapeProperty(file)}`, `line=${line}`, `col=${column}`, `endColumn=${endColumn}`];
}

/** Never within a character: half of one is not text. */
function cut(words: string): string {
  if (words.length <= longestMessage) return words;
  return `${words.slice(0, longestMessage).replace(/[\ud800-\udbff]$/, '')}…`;
}

// The runner decodes just these (actions/toolkit, packages/core/src/command.ts).
function escapeData(text: string): string {
  return harmless(text).replaceAll('%', '%25');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
