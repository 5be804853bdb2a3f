// Measures the program against plain tools and writes the table of bench/README.md, which says how to use it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chosen, measuresIn } from './measures.js';
import { measureResolvers } from './resolvers.js';
import { measureSite } from './site.js';
import { rowOf, updateTable } from './table.js';
import { Unmeasured } from './timing.js';
import { measureUndo } from './undo.js';

function resultOf(measure) {
  try {
    return measure.run();
  } catch (error) {
    if (error instanceof Unmeasured) return { words: error.message };
    throw error;
  }
}

function measureCommands(words) {
  const folder = mkdtempSync(join(tmpdir(), 'blocklist-bench-'));
  try {
    const measures = measuresIn(folder);
    const wanted = chosen(measures, words);
    if (wanted.length === 0) {
      process.stderr.write(`No measure has the word ${words.join(' or ')} in its name:\n`);
      for (const { name } of measures) process.stderr.write(`  ${name}\n`);
      process.exitCode = 2;
    }
    const rows = new Map();
    for (const measure of wanted) {
      const row = rowOf(measure, resultOf(measure));
      process.stderr.write(`${row}\n`);
      rows.set(measure.name, row);
      // After each row: a run of many minutes that is stopped keeps what it has.
      updateTable(measures, rows);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [word, rounds = '3', ...rest] = process.argv.slice(2);
const sections = { resolvers: measureResolvers, site: measureSite, undo: measureUndo };
if (Object.hasOwn(sections, word ?? '') && rest.length === 0 && /^[1-9]$/.test(rounds)) {
  await sections[word](Number(rounds));
} else measureCommands(process.argv.slice(2));
