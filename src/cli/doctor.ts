import { harmless, harmlessJson } from '../core/text.ts';
import type { Checkup } from '../generated/doctor.ts';
import { folderFindings } from './doctor/folders.ts';
import { clockFinding, programFindings } from './doctor/program.ts';
import { resolverFindings } from './doctor/resolvers.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';

export interface DoctorOptions {
  readonly config?: string;
  readonly json?: true;
  readonly out: string;
  /** Where programs are looked for. */
  readonly path: readonly string[];
}

type Finding = Checkup['findings'][number];

/** Looks whether this computer and this folder are fit for the work. It changes nothing. */
export function doctor(options: DoctorOptions, io: Io): ExitCode {
  const findings = [
    ...programFindings(process.versions, io.now()),
    clockFinding(options.out, io),
    ...folderFindings(options, io),
    ...resolverFindings(options.path),
  ];
  const state =
    (['broken', 'look'] as const).find((one) => findings.some((finding) => finding.state === one)) ?? 'fine';
  const checkup: Checkup = { version: 1, state, findings };
  io.stdout(options.json ? `${harmlessJson(JSON.stringify(checkup, null, 2))}\n` : findings.map(shown).join(''));
  return state === 'broken' ? exitCodes.errors : exitCodes.fine;
}

const words = { fine: 'fine', look: 'look at', broken: 'broken' } as const;

function shown({ state, says, next }: Finding): string {
  const lines = [`${words[state].padEnd(8)} ${harmless(says)}`, ...(next === undefined ? [] : [`         ${next}`])];
  return `${lines.join('\n')}\n`;
}
