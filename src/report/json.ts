import { harmlessJson } from '../core/text.ts';
import type { DiagnosticsReport } from '../generated/diagnostics.ts';
import { type Reporter, tally } from './reporter.ts';

/** schemas/diagnostics.schema.json. */
export const json: Reporter = {
  id: 'json',
  render: (diagnostics) => {
    const report = { version: 1, summary: tally(diagnostics), diagnostics } as unknown as DiagnosticsReport;
    return `${harmlessJson(JSON.stringify(report, null, 2))}\n`;
  },
};
