// The table of bench/README.md: a row a measure, kept until it is measured again. It is of one machine.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';

const page = new URL('README.md', import.meta.url);
const mark = '<!-- made by npm run bench -->';
const head = '| Work | ours | theirs | ratio | goal | our peak | their peak |\n|---|---|---|---|---|---|---|';

/** Puts the new rows among the old ones, in the order of the measures. A row that is no measure any more goes. */
export function updateTable(measures, rows) {
  const [text, old = ''] = readFileSync(page, 'utf8').split(mark);
  const before = old.includes(machine()) ? old.split('\n') : [];
  const kept = new Map(before.map((line) => [line.split('|')[1]?.trim(), line]));
  const lines = measures.flatMap(({ name }) => rows.get(name) ?? kept.get(name) ?? []);
  writeFileSync(page, `${text}${mark}\n\n${machine()}.\n\n${head}\n${lines.join('\n')}\n`);
}

/** Puts lines in the place of a section's own, which stand between two marks. */
export function writeSection(name, lines) {
  const [begin, end] = [`<!-- made by npm run bench -- ${name} -->`, `<!-- end of ${name} -->`];
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`bench/README.md lacks ${begin} or ${end}`);
  writeFileSync(page, `${before}${[begin, '', ...lines, '', end].join('\n')}${after}`);
}

/** Where, when and how often a section was measured, and what else the machine did. */
export function sectionNote(rounds, load) {
  const day = new Date().toISOString().slice(0, 10);
  return `${machine()}. ${day}, medians of ${rounds}; load of the machine at the beginning: ${load}.`;
}

function machine() {
  const system = execFileSync('uname', ['-sr'], { encoding: 'utf8' }).trim();
  return `${cpus().length} × ${cpus()[0].model}, Node ${process.version}, ${system}`;
}

/** A measure's row. `figure` stands where there is no pair, `words` where there is no figure. */
export function rowOf({ name, goal }, { words, figure, ours, theirs, ratio, ourPeak, theirPeak }) {
  const cells = [
    name,
    show(ours, seconds),
    show(theirs, seconds),
    words?.replaceAll('|', '/') ?? figure ?? show(ratio, (value) => `${value.toFixed(2)}×`),
    goal ?? '',
    show(ourPeak, mebibytes),
    show(theirPeak, mebibytes),
  ];
  return `| ${cells.join(' | ')} |`;
}

function show(value, write) {
  return value === undefined ? '' : write(value);
}

function seconds(value) {
  return `${value.toFixed(value < 1 ? 3 : 2)} s`;
}

function mebibytes(value) {
  return `${value.toFixed(0)} MiB`;
}
