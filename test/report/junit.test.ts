import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { diagnostic } from '../../src/core/diagnostic.ts';
import { junit } from '../../src/report/junit.ts';
import { findings, plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** The elements that may stand in it, any number of times; text where it says so. */
  readonly holds: readonly string[];
}

const outcome: Rule = { required: [], optional: ['type', 'message'], holds: ['text'] };
const output: Rule = { required: [], optional: [], holds: ['text'] };

/** What junit-10.xsd of jenkinsci/xunit-plugin allows, for the elements that we write. */
const xsd: Readonly<Record<string, Rule>> = {
  document: { required: [], optional: [], holds: ['testsuites', 'testsuite'] },
  testsuites: { required: [], optional: ['name', 'time', 'tests', 'failures', 'errors'], holds: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: 'group time skipped timestamp hostname id package file log url'.split(' '),
    holds: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    holds: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: outcome,
  error: outcome,
  skipped: outcome,
  'system-out': output,
  'system-err': output,
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** The elements in their order. The parser refuses what is not XML 1.0; this refuses what is not in the schema. */
function validElements(xml: string): readonly Element[] {
  const parser = new SaxesParser();
  const found: { name: string; attributes: Record<string, string>; text: string }[] = [];
  const open: (typeof found)[number][] = [];
  const inside = () => open.at(-1)?.name ?? 'document';
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const rule = xsd[name];
    if (!rule || !xsd[inside()]?.holds.includes(name)) throw new Error(`<${name}> in <${inside()}>`);
    const given = Object.keys(attributes);
    const wrong = given.filter((key) => ![...rule.required, ...rule.optional].includes(key));
    const missing = rule.required.filter((key) => !given.includes(key));
    if (wrong.length + missing.length > 0) throw new Error(`<${name}> ${wrong} ${missing}`);
    const element = { name, attributes: attributes as Record<string, string>, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    if (!xsd[inside()]?.holds.includes('text') && text.trim() !== '') throw new Error(`text in <${inside()}>: ${text}`);
    const element = open.at(-1);
    if (element) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

test('law: it is XML 1.0 and what the schema of Jenkins allows, and its counts are those of its tests', () => {
  forHostileFindings((list) => {
    const elements = validElements(junit.render(list, plain));
    const named = (name: string) => elements.filter((one) => one.name === name);
    const counts = {
      tests: String(Math.max(1, list.length)),
      failures: String(list.filter(({ severity }) => severity === 'error').length),
      errors: '0',
    };
    for (const name of ['testsuites', 'testsuite']) {
      expect(named(name).map(({ attributes: { name: _, ...rest } }) => rest)).toEqual([counts]);
    }
    expect(named('testcase')).toHaveLength(Number(counts.tests));
    expect(named('failure')).toHaveLength(Number(counts.failures));
    expect(elements.filter(({ name }) => name === 'system-out')).toHaveLength(list.length - Number(counts.failures));
  });
});

test('the schema is one that refuses', () => {
  const refused = [
    '<testsuites><testcase name="x"/></testsuites>',
    '<testsuites><testsuite name="x" tests="1" failures="0"/></testsuites>',
    '<testsuite name="x" tests="1" failures="0" errors="0"><testcase/></testsuite>',
    '<testsuite name="x" tests="1" failures="0" errors="0"><testcase name="x" line="1"/></testsuite>',
    '<testsuite name="x" tests="1" failures="0" errors="0">text</testsuite>',
    '<testsuites name="\u0001"/>',
  ];
  for (const xml of refused) expect(() => validElements(xml), xml).toThrow();
  expect(validElements('<testsuites name="x"><testsuite name="x" tests="0" failures="0" errors="0"/></testsuites>'));
});

test('what a record says comes back as it was, but for what no text may hold', () => {
  const message = `]]> <![CDATA[ &amp; <b a="1">'x'</b>\t\u0000 \ufffe \ud800 end`;
  const place = { file: 'orders/<a> & "b".yaml', line: 3, column: 5, endColumn: 9, text: '' };
  const report = junit.render([diagnostic('yaml/syntax', { message, help: 'Do this.', place })], plain);
  const harmless = `]]> <![CDATA[ &amp; <b a="1">'x'</b>\t<U+0000> <U+FFFE> <U+D800> end`;
  expect(validElements(report).slice(2)).toEqual([
    {
      name: 'testcase',
      attributes: { classname: place.file, name: 'yaml/syntax at 3:5', time: '0' },
      text: '\n      \n    ',
    },
    {
      name: 'failure',
      attributes: { type: 'yaml/syntax', message: harmless },
      text: `${harmless}\n${place.file}:3:5\nDo this.`,
    },
  ]);
});

test('of nothing it has one test, which passed', () => {
  expect(junit.render([], plain)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="blocklist" tests="1" failures="0" errors="0">
  <testsuite name="blocklist check" tests="1" failures="0" errors="0">
    <testcase classname="orders" name="No findings" time="0"/>
  </testsuite>
</testsuites>
`);
});

test('no two findings of a paper have the same name and place', () => {
  const names = validElements(junit.render(findings, plain)).flatMap(({ name, attributes }) =>
    name === 'testcase' ? [`${attributes['classname']} ${attributes['name']}`] : [],
  );
  expect(new Set(names).size).toBe(names.length);
});
