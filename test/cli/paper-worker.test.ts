import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInThread, readPaperFile, type ThreadLimits } from '../../src/cli/paper-worker.ts';
import { readPaper } from '../../src/import/registry.ts';
import { at, pdfOf, sharedData, utf8 } from '../support/papers.ts';

const compiled = pathToFileURL(join(import.meta.dirname, '../../dist/paper-thread.js'));
const limits: ThreadLimits = { milliseconds: 30_000, heap: 256, memory: 1024 };
const work = { bytes: utf8('a.example\n'), fileName: 'list.txt', choices: {} };

/** A thread whose program is this. */
function running(code: string, more: Partial<ThreadLimits> = {}): ReturnType<typeof readInThread> {
  return readInThread(work, {
    program: new URL(`data:text/javascript,${encodeURIComponent(code)}`),
    limits: { ...limits, ...more },
  });
}

describe('a paper read in a thread', () => {
  test.each([
    ['list.txt', utf8('a.example\n')],
    ['order.pdf', pdfOf([at(50, 700, 'a.example')])],
    ['v5.pdf', sharedData('cz-mf/v5.pdf')],
  ])('%s is what it is without one', async (fileName, bytes) => {
    const paper = await readPaper(bytes, fileName);
    expect(await readInThread({ bytes, fileName, choices: {} }, { program: compiled })).toEqual(paper);
    expect(await readPaperFile(bytes, fileName)).toEqual(paper);
  });

  test.each(['plain', 'packed'] as const)(
    'a %s PDF with octets changed gives a paper or a sentence, never a fault',
    async (form) => {
      const bytes = pdfOf([at(50, 700, 'a.example') + at(200, 700, '1.2.2026'), '50 50 m 90 50 l S\n'], { form });
      const change = fc.record({ place: fc.nat({ max: bytes.length - 1 }), octet: fc.nat({ max: 255 }) });
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          const copy = Uint8Array.from(bytes);
          for (const { place, octet } of changes) copy[place] = octet;
          const paper = await readInThread({ bytes: copy, fileName: 'a.pdf', choices: {} }, { program: compiled });
          if ('message' in paper) expect(paper.message).not.toContain('fault of this program');
          else expect(paper.parts.length).toBeGreaterThan(0);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('obeys what a person has decided', async () => {
    const bytes = Uint8Array.of(0xe8, 0x0a);
    expect(
      await readInThread({ bytes, fileName: 'a.txt', choices: { encoding: 'windows-1250' } }, { program: compiled }),
    ).toMatchObject({ parts: [{ rows: [{ cells: [{ text: 'č' }] }] }] });
  });
});

const next = 'Nothing was read from it. Split it into smaller files, or save only the list of names as a CSV file.';

describe('a thread that goes wrong ends with a sentence', () => {
  test('when it takes too long', async () => {
    expect(await running('for (;;) {}', { milliseconds: 500 })).toEqual({
      message: `Reading this file took more than 0.5 seconds and was stopped. ${next}`,
    });
  });

  test.each([
    ['objects', 'const all = []; for (;;) all.push({ text: Math.random() })', { heap: 32 }],
    ['buffers', 'const all = []; for (;;) { all.push(new Uint8Array(1 << 24).fill(1)); await 0; }', { memory: 200 }],
  ])('when it takes too much memory for %s', async (_, code, more) => {
    expect(await running(code, more)).toEqual({ message: `This file takes more memory than a paper may. ${next}` });
  });

  test.each([
    ['throws', 'throw new TypeError("x is not iterable")', 'x is not iterable'],
    ['leaves without an answer', 'process.exit(3)', 'it ended before it had read anything'],
  ])('when it %s', async (_, code, reason) => {
    expect(await running(code)).toEqual({
      message: `Reading this file failed by a fault of this program (${reason}). Save the list of names as a CSV file or a plain text and use that; and report the fault, please, if the file may be shown.`,
    });
  });

  test('what it prints stays away from the terminal', async () => {
    expect(
      await running(
        'console.log("x"); console.error("y"); (await import("node:worker_threads")).parentPort.postMessage({ message: "z" })',
      ),
    ).toEqual({ message: 'z' });
  });
});
