import type { Settings } from '../../core/settings.ts';
import type { Difference } from '../../generated/difference.ts';

type SettingChange = Difference['settings'][number];

/** Settings as people write them, by their keys. */
function flat({
  operator,
  zone,
  protectedNames,
  controls,
  approvals,
  cuts,
  publish,
  safety,
}: Settings): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ['operator.names', operator?.names],
    ['operator.services', operator?.services],
    ['operator.domains', operator?.domains],
    ['operator.territory', operator?.territory],
    ...Object.entries(zone).map(([key, value]) => [`zone.${key}`, value] as const),
    ['protected', protectedNames],
    ['controls', controls],
    ['approvals.required', approvals?.required],
    ['approvals.people', approvals?.people],
    ['approvals.from', approvals?.from],
    ['zones', cuts.map(cutWords)],
    ...Object.entries(safety).map(([key, value]) => [`safety.${key}`, value] as const),
    ...publishKeys.map((key) => [`publish.${key}`, publish?.[key]] as const),
  ]);
}

const publishKeys = ['primary', 'server', 'folder', 'reload', 'check', 'wait'] as const;

function cutWords({ name, by, text }: Settings['cuts'][number]): string {
  return `${name}: ${by.kind} ${by.value}${text === undefined ? '' : ` ("${text}")`}`;
}

/** What the settings of one side say otherwise than those of the other. */
export function settingChanges(base: Settings, head: Settings): readonly SettingChange[] {
  const [before, after] = [flat(base), flat(head)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ key, what: words(was, is) }];
  });
}

function words(was: unknown, is: unknown): string {
  if (!isList(was) || !isList(is)) return `${shown(is)}; before, ${shown(was)}`;
  const come = is.filter((one) => !was.includes(one)).map((one) => `+ ${String(one)}`);
  const gone = was.filter((one) => !is.includes(one)).map((one) => `- ${String(one)}`);
  return come.length + gone.length === 0 ? 'in another order' : [...gone, ...come].join(', ');
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined || (isList(value) && value.length === 0)) return 'nothing';
  return isList(value) ? value.join(', ') : String(value);
}
