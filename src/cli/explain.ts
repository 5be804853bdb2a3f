import { compile, type Moment } from '../compile/compile.ts';
import { type CutList, cutLists } from '../compile/cuts.ts';
import { zoneLookup } from '../compile/lookup.ts';
import { trace } from '../compile/trace.ts';
import { type Blocklist, type HeldNames, scopeOf } from '../core/blocklist.ts';
import { codes, isCode } from '../core/codes.ts';
import { zonesOf } from '../core/cut-zones.ts';
import { type AsOf, momentAt, showAsOf, showInstant } from '../core/dates.ts';
import { type DomainName, unicodeName } from '../core/name.ts';
import type { ZoneSettings } from '../core/settings.ts';
import { readTarget } from '../core/target-text.ts';
import { harmless, harmlessJson } from '../core/text.ts';
import { express } from '../emit/express.ts';
import type { Format } from '../emit/format.ts';
import { formats } from '../emit/registry.ts';
import { allowZone, blockZone } from '../emit/rpz.ts';
import type { Explanation } from '../generated/explanation.ts';
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts';
import { explanationText } from './explanation-text.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { Progress } from './progress.ts';
import { tellErrors } from './tell-errors.ts';

export interface ExplainOptions {
  readonly asOf?: AsOf;
  readonly config?: string;
  readonly json?: true;
  readonly orders?: string;
  readonly territory?: readonly string[];
}

/** Why a name is blocked or is not, or what a diagnostic means. */
export function explain(subject: string, options: ExplainOptions, io: Io): ExitCode {
  if (isCode(subject)) {
    const { severity, title, why, next } = codes[subject];
    io.stdout(`${subject} (${severity})\n${title}.\n\n${why}\n\nWhat next: ${next || 'nothing.'}\n`);
    return exitCodes.fine;
  }
  const name = subjectName(subject);
  const inputs = options.orders === undefined ? [] : [options.orders];
  const input = readInput({ inputs, config: options.config, progress: new Progress(io) }, io);
  const asOf: AsOf = options.asOf ?? momentAt(io.now());
  const explanation = explainName(name, input, { asOf, settings: input.settings, territory: options.territory });
  if (options.json) io.stdout(`${harmlessJson(JSON.stringify(explanation, null, 2))}\n`);
  else io.stdout(explanationText(inUsualFormats(explanation)));
  const meaning = 'No build works until these errors are mended. What could not be read is left out of the answer.';
  return tellErrors(input.diagnostics, meaning, io);
}

function subjectName(subject: string): DomainName {
  const read = readTarget(subject);
  if (read.kind === 'name') return read.name;
  if (read.kind === 'partial') return read.host;
  throw new CommandError(
    `${harmless(subject)} is neither a domain name nor the code of a finding. Write a name as example.org, or a code as domain/protected.`,
  );
}

/** People are shown the files that every build writes. */
function inUsualFormats(explanation: Explanation): Explanation {
  const usual = new Set(formats.filter(({ onRequest }) => !onRequest).map(({ id }) => id));
  return { ...explanation, outputs: explanation.outputs.filter(({ format }) => usual.has(format)) };
}

/** The whole answer as data: schemas/explanation.schema.json. */
function explainName(name: DomainName, { corpus, orders }: Input, moment: Moment): Explanation {
  const around = { ...moment, subject: name };
  const { blocklist } = compile(corpus, orders, around);
  const cuts = cutLists(blocklist, { corpus, orders, moment: around });
  const allowed = zoneLookup(blocklist.allowZone)(name);
  const match = allowed ?? zoneLookup(blocklist.blockZone)(name);
  const blocked = match !== undefined && match.action.kind !== 'passthru';
  const unicode = unicodeName(name);
  const { entry } = match ?? {};
  return {
    version: 1,
    name,
    ...(unicode !== name && { unicode }),
    asOf: showAsOf(moment.asOf),
    blocked,
    answer: match && match.action.kind !== 'passthru' ? match.action.kind : 'resolves',
    ...(entry && {
      rule: { name: entry.name, scope: scopeOf(entry) },
    }),
    orders: trace(corpus, orders, { moment, name }).map((one) => ({
      id: one.order.id,
      ...(one.order.record.publication !== 'sealed' && { title: one.order.record.title }),
      target: one.target.name,
      scope: one.target.scope,
      holds: one.holds,
      reason: one.reason,
      ...(one.since !== undefined && { since: showInstant(one.since) }),
      ...(one.until !== undefined && { until: showInstant(one.until) }),
      timeZone: one.order.timeZone,
      file: one.place.file,
      line: one.place.line,
      text: one.place.text,
    })),
    outputs: [
      ...formats
        .map((format) => ({
          format: format.id,
          file: format.file,
          lines: linesOf(format, { blocklist, name, zone: moment.settings.zone }),
        }))
        // That no exception bears on a name is not a shortcoming of the allow zone.
        .filter(({ format, lines }) => format !== allowZone.id || lines.length > 0),
      ...cuts.flatMap((list) => cutOutputs(list, { name, zone: moment.settings.zone })),
    ],
  };
}

/** The zones of a cut that say anything of a name: the others need not. */
function cutOutputs({ zones, blocklist }: CutList, about: Omit<Expressed, 'blocklist'>): Explanation['outputs'] {
  return zonesOf(zones)
    .map(({ kind, name: zone, file }) => {
      const format = kind === 'allow' ? allowZone : blockZone;
      return { format: format.id, file, zone, lines: linesOf(format, { ...about, blocklist }) };
    })
    .filter(({ lines }) => lines.length > 0);
}

interface Expressed {
  readonly blocklist: Blocklist;
  readonly name: DomainName;
  readonly zone: ZoneSettings;
}

/** A format that says nothing of the names below has only the line of the name itself, if there is one. */
function linesOf(format: Format, { blocklist, name, zone }: Expressed): string[] {
  if (format.reachesBelow) return [...express(format, { blocklist, zone })];
  const { names } = blocklist;
  return [...express(format, { blocklist: { ...blocklist, names: onlyNamed(names, name) }, zone })];
}

function onlyNamed(names: HeldNames, name: DomainName): HeldNames {
  return {
    ...names,
    rules: names.rules,
    parts: names.parts,
    at(number) {
      const part = names.at(number);
      const own = part.rows.findIndex((row) => part.table.nameAt(row) === name);
      const [from, to] = own === -1 ? [0, 0] : [own, own + 1];
      return { ...part, rows: part.rows.slice(from, to), rule: part.rule.slice(from, to) };
    },
  };
}
