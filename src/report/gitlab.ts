import { createHash } from 'node:crypto';
import type { Diagnostic } from '../core/diagnostic.ts';
import { harmless, harmlessJson } from '../core/text.ts';
import type { Reporter } from './reporter.ts';

const severities = { error: 'critical', warning: 'minor', note: 'info' } as const;

/** The code quality report of GitLab, which becomes remarks in a merge request. */
export const gitlab: Reporter = {
  id: 'gitlab',
  render: (diagnostics) => {
    const seen = new Map<string, number>();
    return `${harmlessJson(
      JSON.stringify(
        diagnostics.map((one) => issue(one, seen)),
        null,
        2,
      ),
    )}\n`;
  },
};

function issue(one: Diagnostic, seen: Map<string, number>) {
  const { code, severity, message, help, place, related } = one;
  const elsewhere = (related ?? []).map((other) => `${other.message}: ${other.place.file}:${other.place.line}.`);
  return {
    description: harmless([message, ...elsewhere, help].join(' ').trim()),
    check_name: code,
    fingerprint: fingerprint(one, seen),
    severity: severities[severity],
    // GitLab drops what has no place.
    location: { path: harmless(place?.file ?? 'orders'), lines: { begin: place?.line ?? 1 } },
  };
}

/**
 * What tells a finding from others, and stays when lines move: GitLab calls a finding new by it, and shows only one of two that
 * share it.
 */
function fingerprint({ code, message, place }: Diagnostic, seen: Map<string, number>): string {
  const what = JSON.stringify([code, place?.file, message]);
  const before = seen.get(what) ?? 0;
  seen.set(what, before + 1);
  return createHash('sha256').update(`${what} ${before}`).digest('hex');
}
