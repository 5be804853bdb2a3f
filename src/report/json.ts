import type { Diagnostic, Place } from '../core/diagnostic.ts';
import { around, harmlessJson } from '../core/text.ts';
import type { DiagnosticsReport } from '../generated/diagnostics.ts';
import { type Reporter, tally } from './reporter.ts';

/** schemas/diagnostics.schema.json. */
export const json: Reporter = {
  id: 'json',
  render: (diagnostics) => {
    const report = {
      version: 1,
      summary: tally(diagnostics),
      diagnostics: diagnostics.map(cut),
    } as unknown as DiagnosticsReport;
    return `${harmlessJson(JSON.stringify(report, null, 2))}\n`;
  },
};

/** A long line stands in every one of its findings: each shows what is around it. */
function cut({ place, related, ...rest }: Diagnostic): Diagnostic {
  const short = (one: Place): Place => ({ ...one, text: around(one.text, one.column) });
  return {
    ...rest,
    ...(place && { place: short(place) }),
    ...(related && { related: related.map((one) => ({ ...one, place: short(one.place) })) }),
  };
}
