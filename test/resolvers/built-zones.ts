import { join } from 'node:path';
import { expect } from 'vitest';
import { defaultSettings } from '../../src/core/settings.ts';
import { formats } from '../../src/emit/registry.ts';
import type { Workspace } from '../support/workspace.ts';
import { askAll, type Resolver, startResolvers } from './harness.ts';
import { type Outcome, outcome } from './outcome.ts';
import type { Zone } from './start-options.ts';

/** The policy zones of a build, in the order in which resolvers must ask them: whatever the registry says is a zone. */
export function zonesOf(folder: string): readonly Zone[] {
  return formats
    .flatMap(({ zone: kind, file }) =>
      kind === undefined ? [] : [{ kind, name: defaultSettings.zone[kind], file: join(folder, 'out', file) }],
    )
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

/** Builds in the workspace, loads the result into every resolver, and hands each to the test. */
export async function onResolvers(
  { folder, run }: Workspace,
  build: readonly string[],
  asks: (resolver: Resolver) => Promise<void>,
): Promise<void> {
  const { status, stderr } = await run('build', ...build);
  expect([status, stderr]).toEqual([0, expect.any(String)]);
  const { resolvers, stop } = await startResolvers({ zones: zonesOf(folder) });
  try {
    for (const resolver of resolvers) await asks(resolver);
  } finally {
    await stop();
  }
}

/** What a resolver says of each name, by name. */
export async function outcomes(
  resolver: Resolver,
  names: Iterable<string>,
): Promise<Readonly<Record<string, Outcome>>> {
  const list = [...names];
  const answers = await askAll(resolver, list);
  return Object.fromEntries(answers.map((answer, index) => [list[index] ?? '', outcome(answer)]));
}

/** The same outcome for each name. */
export function all(names: Iterable<string>, expected: Outcome): Readonly<Record<string, Outcome>> {
  return Object.fromEntries([...names].map((name) => [name, expected]));
}
