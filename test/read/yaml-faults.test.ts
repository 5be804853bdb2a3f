import { expect, test } from 'vitest';
import { sourceText } from '../../src/core/source-text.ts';
import { parseYaml } from '../../src/read/yaml.ts';

/** What is said of a text, and what to write instead. */
function said(text: string): readonly (readonly [number | undefined, string, string])[] {
  const { diagnostics } = parseYaml(sourceText('order.yaml', text));
  return diagnostics.map(({ place, message, help }) => [place?.line, message, help]);
}

test.each([
  ['a: b\nlist:\n\t- one\n', 3, 'There is a tab before the text of this line.', 'Put spaces in its place'],
  ['list:\n  - one\n  -two\n', 3, 'A space is missing after the hyphen.', 'Write: - two'],
  ['list:\n  - one\n  – two\n', 3, 'This line begins with a long dash or a bullet', 'Write: - two'],
  ['list:\n  - one\n\u00a0 - two\n', 3, 'A space at the start of this line is not an ordinary one', 'type them anew'],
  ['title:"A v B"\nkind: court\n', 1, 'A space is missing after the colon.', 'Write: title: "A v B"'],
  ['title: A: B\n', 1, 'There is a second colon in this line.', 'title: "A: B"'],
  ['title: "A" v B\n', 1, 'There is text after the closing quotation mark.', `title: '"A" v B'`],
  ['title: "A v B\nkind: court\n', 3, 'A quotation mark is opened further up and not closed.', 'ends with one'],
  ['title: @A\n', 1, 'A text cannot begin with @ unless it is in quotes.', 'title: "@A"'],
  ['title: "C:\\Users"\n', 1, 'A backslash in this text would change what follows it.', 'Write two'],
  ['one: { a: b\ntwo: c\n', 2, 'A } is missing before this line.', 'Look at the line above'],
  ['one: { a: b }}\ntwo: c\n', 1, 'There is a } too many', 'Take it out'],
  ['one: { a: b c: d }\n', 1, 'A comma is missing in this line.', 'a comma stands after each entry'],
  ['one: { , a: b }\n', 1, 'There is a comma too many in this line.', 'Take it out.'],
  ['one: "a"#b\n', 1, 'A space is missing before the #.', 'put the text in quotes'],
  ['one: | a\n', 1, 'There is text after the | or > on this line.', 'begin it on the next line'],
  ['one: a\nSome words\n', 2, 'It is not clear what this line belongs to.', 'A line is "word: value"'],
  ['list:\n  - one\n - two\n', 3, 'This line, or the next one, has too many spaces', 'the same number of spaces'],
  ['one: a\n<<<<<<< HEAD\ntwo: b\n', 2, 'Two people changed this place at once', 'Keep the lines that are right'],
  ['one: a\none: b\n', 2, '"one" stands in this place twice.', 'Keep one of them.'],
])('a slip in how a record is written is told once, in plain words: %j', (text, line, message, help) => {
  expect(said(text)).toEqual([[line, expect.stringContaining(message), expect.stringContaining(help)]]);
});

test.each([
  ['one: a\ntitle: "A \\"v B\\"', 2],
  ["one: a\ntitle: 'A ''v B''", 2],
  ['title: "A\\"\nname: "B"\n', 1],
  ["title: 'A''\nname: 'B'\n", 1],
  ["title: '''", 1],
])('a quotation mark that belongs to the text does not close it, whatever comes after: %j', (text, line) => {
  expect(said(text)).toEqual([[line, expect.stringContaining('A quotation mark is opened'), expect.any(String)]]);
});

test.each(['title: "A \\\\"', "title: 'A '''", "title: ''", 'title: ""', "title: ''''", 'title: "\\\\\\""'])(
  'a quotation mark behind those that belong to the text closes it: %j',
  (text) => expect(said(text)).toEqual([]),
);
