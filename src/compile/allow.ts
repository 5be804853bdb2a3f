import { coversBelow, coversSelf, type HeldName, type ZoneEntry } from '../core/blocklist.ts';
import { byText, type Diagnostic, diagnostic } from '../core/diagnostic.ts';
import { canonicalKey, type DomainName, isBelow, selfAndParents } from '../core/name.ts';
import type { Order, Target } from '../core/order.ts';
import { zoneEntries } from './zone.ts';

const passthru = { kind: 'passthru' } as const;

/**
 * The allow zone: what the orders in force expressly leave free. A name that another order holds is not free, and names
 * held below an exception are said here again, because this zone is asked first.
 */
export function exceptionEntries(
  orders: readonly Order[],
  names: readonly HeldName[],
): { readonly entries: readonly ZoneEntry[]; readonly diagnostics: readonly Diagnostic[] } {
  const byName = new Map(names.map((held) => [held.name, held]));
  const diagnostics: Diagnostic[] = [];
  const free = new Map<DomainName, ZoneEntry>();
  for (const order of orders) {
    for (const exception of order.exceptions) {
      const holder = otherHolder(order, exception.name, byName);
      if (holder) diagnostics.push(stillHeld(exception, holder));
      else free.set(exception.name, freed(exception));
    }
  }
  const upper = [...free.values()].filter(({ below }) => below);
  const held = names.filter((one) => upper.some(({ name }) => isBelow(one.name, name)));
  const wanted = [...free.values(), ...held]
    .map((one) => ({ one, key: canonicalKey(one.name) }))
    .sort((a, b) => byText(a.key, b.key))
    .map(({ one }) => one);
  return { entries: zoneEntries(wanted), diagnostics };
}

function freed({ name, scope }: Target): ZoneEntry {
  return { name, self: coversSelf(scope) ? passthru : undefined, below: coversBelow(scope) ? passthru : undefined };
}

/** Another order whose list reaches the name and that does not itself except it. */
function otherHolder(order: Order, name: DomainName, byName: ReadonlyMap<DomainName, HeldName>): Order | undefined {
  for (const above of selfAndParents(name)) {
    const reaching = (byName.get(above)?.holders ?? []).filter(({ target }) =>
      above === name ? coversSelf(target.scope) : coversBelow(target.scope),
    );
    const holder = reaching.find((one) => one.order !== order && !excepts(one.order, name));
    if (holder) return holder.order;
  }
  return undefined;
}

function excepts(order: Order, name: DomainName): boolean {
  return order.exceptions.some((one) => one.name === name || (coversBelow(one.scope) && isBelow(name, one.name)));
}

function stillHeld(exception: Target, holder: Order): Diagnostic {
  return diagnostic('order/exception-held', {
    message: `${exception.name} stays blocked: ${holder.id} holds it.`,
    place: exception.place,
    related: [{ message: 'The order that holds it', place: holder.place }],
  });
}
