import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { counted, harmless } from '../../core/text.ts';
import type { Checkup } from '../../generated/doctor.ts';
import { filesBelow, pathKind, shownPath } from '../disk.ts';
import { CommandError, ConfigurationError } from '../exit-codes.ts';
import { hookState } from '../init/repository.ts';
import { readSettings } from '../input.ts';
import { configFile, inputFiles, ordersFolder } from '../input-files.ts';
import type { Io } from '../io.ts';
import { draftsFolder } from '../kept-drafts.ts';
import { previousManifest } from '../output-folder.ts';
import { pendingWork } from '../pending.ts';
import { currentSet } from '../sets.ts';

type Finding = Checkup['findings'][number];

interface Places {
  readonly config?: string;
  readonly out: string;
}

/** What lies in the current folder. */
export function folderFindings({ config, out }: Places, io: Io): readonly Finding[] {
  return [
    configFinding(config, io),
    ordersFinding(io),
    outputFinding(out, io),
    ...draftsFindings(io),
    leftoversFinding(io),
    gitFinding(io),
  ];
}

function configFinding(config: string | undefined, io: Io): Finding {
  const [subject, file] = ['configuration' as const, shownPath(config ?? configFile, io.cwd)];
  try {
    readSettings(config, new Map(), io);
    const isThere = pathKind(file, io.cwd) === 'file';
    const says = isThere ? `${file} is sound.` : `There is no ${configFile}: every order counts, wherever it holds.`;
    return { subject, state: 'fine', says };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    const says = error instanceof ConfigurationError ? `${file} has errors.` : error.message;
    return { subject, state: 'broken', says, next: 'Run "blocklist check": it says where and why.' };
  }
}

function ordersFinding({ cwd }: Io): Finding {
  const subject = 'orders';
  const next = `Go to the folder that holds ${ordersFolder}/, or make a new one with "blocklist init".`;
  if (pathKind(ordersFolder, cwd) !== 'folder')
    return { subject, state: 'look', says: `There is no ${ordersFolder}/ here.`, next };
  try {
    const { records } = inputFiles([], cwd);
    const closed = records.find((file) => !allows(resolve(cwd, file), constants.R_OK));
    if (closed !== undefined)
      return { subject, state: 'broken', says: `${closed} cannot be read by this account.`, next: 'Ask who owns it.' };
    const says = `${ordersFolder}/ holds ${counted(records.length, 'record')}`;
    if (allows(resolve(cwd, ordersFolder), constants.W_OK)) return { subject, state: 'fine', says: `${says}.` };
    const help = 'Nothing can be recorded by this account. Ask who owns the folder.';
    return { subject, state: 'look', says: `${says} and cannot be written by this account.`, next: help };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { subject, state: 'broken', says: error.message, next: 'Ask who owns the folder.' };
  }
}

/** A folder that is to be made has to be allowed in the one above it. */
function outputFinding(out: string, { cwd }: Io): Finding {
  const [subject, label, folder] = ['output' as const, shownPath(out, cwd), resolve(cwd, out)];
  const kind = pathKind(out, cwd);
  const next = 'Ask who owns it, or build into another folder with --out.';
  if (kind === 'file') return { subject, state: 'broken', says: `${label} is a file, not a folder.`, next };
  if (!allows(kind === undefined ? dirname(folder) : folder, constants.W_OK))
    return { subject, state: 'broken', says: `${label} cannot be written by this account.`, next };
  const manifest = kind === undefined ? undefined : previousManifest(folder);
  if (manifest === undefined) return { subject, state: 'fine', says: `${label} holds no build yet.` };
  if (manifest === 'damaged') {
    const help = 'The next build needs the last serial plus one, with --serial.';
    return { subject, state: 'broken', says: `${label}/manifest.json is damaged.`, next: help };
  }
  if (lstatSync(join(folder, currentSet), { throwIfNoEntry: false })?.isSymbolicLink())
    return {
      subject,
      state: 'fine',
      says: `${label} holds the build with serial ${manifest.serial}; its files change as one.`,
    };
  const help =
    'Resolvers may read a mixture while a build is written. Where links are possible, the next build makes them.';
  return { subject, state: 'look', says: `${label} has no links, so its files change one by one.`, next: help };
}

/** Drafts are written for their account alone; an archive or a copy may have opened them. */
function draftsFindings({ cwd }: Io): readonly Finding[] {
  if (process.platform === 'win32' || pathKind(draftsFolder, cwd) !== 'folder') return [];
  const files = filesBelow(draftsFolder, cwd, (name) => name.endsWith('.json'));
  const open = files.filter((file) => (statSync(resolve(cwd, file)).mode & 0o077) !== 0);
  const [first] = open;
  const says = `${counted(files.length, 'draft')} in ${draftsFolder}`;
  if (first === undefined) return [{ subject: 'drafts', state: 'fine', says: `${says}, for this account alone.` }];
  const next = 'Orders may be confidential: take the rights of others away, as with chmod 600.';
  return [{ subject: 'drafts', state: 'look', says: `${says}; other accounts may read ${first}.`, next }];
}

function leftoversFinding({ cwd }: Io): Finding {
  const { dead, alive } = pendingWork(cwd);
  if (dead === 0) {
    const says = alive === 0 ? 'Nothing is left half done.' : `${counted(alive, 'piece')} of work may be going on now.`;
    return { subject: 'leftovers', state: 'fine', says };
  }
  const says = `${counted(dead, 'piece')} of work broke off.`;
  return { subject: 'leftovers', state: 'look', says, next: 'The next command that writes a record clears up.' };
}

function gitFinding({ cwd }: Io): Finding {
  const state = hookState(cwd);
  const look = (says: string, next: string): Finding => ({ subject: 'git', state: 'look', says, next });
  switch (state.kind) {
    case 'ours':
      return { subject: 'git', state: 'fine', says: 'git checks records before each commit.' };
    case 'free':
      return look('git does not check records before a commit.', 'Run "blocklist init": it sets that up.');
    case 'others':
      return look(`git has hooks of its own: ${harmless(state.what)}.`, 'Let them run "blocklist check" as well.');
    case 'no-repository':
      return look(
        'This folder is in no git repository, or there is no git.',
        'Keep records in one: who changed what is kept there.',
      );
  }
}

function allows(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
