import type { Moment } from '../compile/compile.ts';
import { positionOf } from '../compile/position.ts';
import { showAsOf } from '../core/dates.ts';
import type { Order } from '../core/order.ts';
import type { OrderCard } from '../generated/order-card.ts';
import { filesOfOrder } from './asked.ts';
import { type DueNow, dueData } from './due-now.ts';
import { historyOf } from './history.ts';
import type { Input } from './input.ts';
import { obligationWords } from './obligation-words.ts';
import { namesOnCard } from './order-names.ts';
import { stateData, stateSentences } from './state-words.ts';

export interface CardRequest {
  readonly input: Input;
  readonly moment: Moment;
  /** Whether all names are wanted, not the first few. */
  readonly all: boolean;
  readonly due: Omit<DueNow, 'build'>;
}

/** All that there is to say of one order, as data: schemas/order-card.schema.json. */
export function orderCard(order: Order, { input, moment, all, due }: CardRequest): OrderCard {
  const { record, timeZone } = order;
  const { authority, parties, ecli, review, confidence, notes } = record;
  const position = positionOf(order, moment);
  return {
    version: 1,
    asOf: showAsOf(moment.asOf),
    id: order.id,
    title: record.title,
    instrument: record.instrument,
    authority: { name: authority.name, kind: authority.kind, country: authority.country },
    parties: {
      applicants: [...(parties?.applicants ?? [])],
      supporters: [...(parties?.supporters ?? [])],
      respondents: [...(parties?.respondents ?? [])],
    },
    caseNumbers: [...(record.caseNumbers ?? [])],
    ...(ecli !== undefined && { ecli }),
    legalBasis: [...(record.legalBasis ?? [])],
    duties: (record.obligations ?? []).map(obligationWords),
    timeZone,
    publication: record.publication,
    file: order.file,
    standing: { ...stateData(position), text: stateSentences(order, position) },
    history: historyOf(input.corpus, order),
    names: namesOnCard(input.corpus, order, { instant: position.instant, all }),
    exceptions: order.exceptions.map(({ name }) => name),
    excluded: order.excluded.map(({ name, by, reason }) => ({ name, by, reason })),
    ...(review !== undefined && { review }),
    ...dueData(due),
    sources: sourcesOf(order),
    ...(confidence !== undefined && { confidence }),
    ...(notes !== undefined && { notes }),
    findings: findingsOf(order, input),
  };
}

function sourcesOf({ record }: Order): OrderCard['sources'] {
  return (record.sources ?? []).map(({ kind, title, url, file, date }) => ({
    kind,
    ...(title !== undefined && { title }),
    ...(url !== undefined && { url }),
    ...(file !== undefined && { file }),
    ...(date !== undefined && { date }),
  }));
}

function findingsOf(order: Order, { diagnostics }: Input): OrderCard['findings'] {
  const files = new Set(filesOfOrder(order));
  return diagnostics
    .filter(({ place }) => place !== undefined && files.has(place.file))
    .map(({ code, severity, message, place }) => ({
      code,
      severity,
      message,
      ...(place && { file: place.file, line: place.line }),
    }));
}
