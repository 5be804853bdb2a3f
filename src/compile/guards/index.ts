import type { Corpus } from '../../core/corpus.ts';
import { type Diagnostic, diagnostic, type Place } from '../../core/diagnostic.ts';
import type { Order, Target } from '../../core/order.ts';
import type { Settings } from '../../core/settings.ts';
import { readTarget } from '../../core/target-text.ts';
import { dutyOf } from '../duty.ts';
import type { Guard, Objection } from './guard.ts';
import { confusableGuard, mixedScriptGuard } from './look-alike.ts';
import { operatorOwnGuard } from './operator-own.ts';
import { policyMarkGuard } from './policy-mark.ts';
import { protectedGuard } from './protected.ts';
import { specialUseGuard } from './special-use.ts';
import { suffixGuard } from './suffix.ts';
import { zoneLengthGuard } from './zone-length.ts';

/** Beside special use and suffixes, whose findings go before these. */
const otherGuards: readonly Guard[] = [
  operatorOwnGuard,
  protectedGuard,
  confusableGuard,
  mixedScriptGuard,
  policyMarkGuard,
  zoneLengthGuard,
];

/** Everything that speaks against the names of an order, less what its record accepts with a reason. */
export function guardOrder({ suspects }: Corpus, order: Order, settings: Settings): readonly Diagnostic[] {
  // What no resolver will be told can take nobody off the net.
  const duty = dutyOf(order, { settings, territory: undefined });
  if (!duty.binds && duty.kind === 'nobody') return [];
  const targets = suspects.get(order.index) ?? [];
  const acceptances = acceptancesOf(order, targets);
  const found: Diagnostic[] = [];
  for (const target of targets) {
    for (const objection of objectionsTo(target, settings)) {
      const accepting = acceptances.filter((one) => one.code === objection.code && one.covers(target));
      for (const one of accepting) one.used = true;
      if (accepting.length > 0) continue;
      found.push(diagnostic(objection.code, { message: objection.message, place: target.place }));
    }
  }
  for (const exception of order.exceptions) {
    const objection = zoneLengthGuard(exception, settings) ?? policyMarkGuard(exception, settings);
    if (objection) found.push(diagnostic(objection.code, { message: objection.message, place: exception.place }));
  }
  const unused = acceptances.filter((one) => !one.used);
  const idle = unused.map(({ code, of, place }) =>
    diagnostic('order/acceptance-unused', {
      message: `The record accepts ${code} for ${of}, and no name needs that.`,
      place,
    }),
  );
  return [...found, ...idle];
}

/** Everything that speaks against blocking a name. */
export function objectionsTo(target: Target, settings: Settings): readonly Objection[] {
  // What is set apart has no ending on any list, and what is a suffix needs no second reason: one finding says it all.
  const special = specialUseGuard(target, settings);
  if (special) return [special];
  const suffix = suffixGuard(target, settings);
  const rest =
    suffix && suffix.code !== 'domain/unknown-suffix'
      ? otherGuards.filter((one) => one !== protectedGuard)
      : otherGuards;
  return [...(suffix ? [suffix] : []), ...rest.flatMap((guard) => guard(target, settings) ?? [])];
}

/** One code that a record lets pass, for one name or for all. */
interface Acceptance {
  readonly code: string;
  /** Whom it is for, in words. */
  readonly of: string;
  readonly place: Place;
  readonly covers: (target: Target) => boolean;
  used: boolean;
}

function acceptancesOf(order: Order, targets: readonly Target[]): readonly Acceptance[] {
  const { overblock } = order.record;
  const general = (overblock?.accept ?? []).flatMap((code, index) =>
    overblock?.names
      ? overblock.names.map((text, at) => acceptance(code, order.placeOf(`/overblock/names/${at}`), text))
      : [acceptance(code, order.placeOf(`/overblock/accept/${index}`))],
  );
  const own = targets.flatMap((target) =>
    target.accepted.map((code) => ({ ...acceptance(code, target.place, target.name), covers: same(target) })),
  );
  return [...general, ...own];
}

function acceptance(code: string, place: Place, text?: string): Acceptance {
  if (text === undefined) return { code, of: 'all names', place, covers: () => true, used: false };
  const read = readTarget(text);
  const name = read.kind === 'name' ? read.name : text;
  return { code, of: name, place, covers: (target) => target.name === name, used: false };
}

function same(target: Target): Acceptance['covers'] {
  return (other) => other === target;
}
