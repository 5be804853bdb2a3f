import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { type ChoiceQuestion, Interrupted } from '../../src/cli/conversation.ts';
import { type PlainConversation, plainConversation } from '../../src/cli/plain-conversation.ts';

interface Desk {
  readonly conversation: PlainConversation;
  /** Types lines at once, as a paste does. */
  readonly type: (text: string) => void;
  readonly leave: () => void;
  readonly shown: () => string;
}

function desk(typed = ''): Desk {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let shown = '';
  output.on('data', (piece) => {
    shown += String(piece);
  });
  input.write(typed);
  const conversation = plainConversation(input, output);
  return { conversation, type: (text) => void input.write(text), leave: () => void input.end(), shown: () => shown };
}

const question: ChoiceQuestion<string> = {
  message: 'What kind of paper is it?',
  choices: [
    { value: 'order', label: 'A court order' },
    { value: 'listing', label: 'A list', hint: 'blocks nothing' },
    { value: 'unknown', label: 'I do not know' },
  ],
};

test('a choice is a number, and a wrong one is refused in words', async () => {
  const { conversation, shown } = desk('0\n4\nA list\n1.5\n\n 2 \n');
  expect(await conversation.choose(question)).toBe('listing');
  expect(shown()).toMatchInlineSnapshot(`
    "
    What kind of paper is it?
      1. A court order
      2. A list (blocks nothing)
      3. I do not know
    Write the number.
    Please write a number from 1 to 3.
    Please write a number from 1 to 3.
    Please write a number from 1 to 3.
    Please write a number from 1 to 3.
    Please write a number from 1 to 3.
    "
  `);
});

test('an empty line takes what is proposed', async () => {
  const { conversation, shown } = desk('\n\n');
  expect(await conversation.choose({ ...question, initial: 'unknown' })).toBe('unknown');
  expect(await conversation.line({ message: 'Its name?', hint: 'In one line.', initial: 'A v B' })).toBe('A v B');
  expect(shown()).toMatchInlineSnapshot(`
    "
    What kind of paper is it?
      1. A court order
      2. A list (blocks nothing)
      3. I do not know
    Write the number.
    An empty line means: 3

    Its name?
    In one line.
    An empty line means: A v B
    "
  `);
});

test.each([
  ['none', '\n', []],
  ['one', '3\n', ['unknown']],
  ['several, each once, however they are set apart', ' 3, 1;1  3\n', ['unknown', 'order']],
  ['none of those that do not exist', '1 9\n2\n', ['listing']],
])('several choices are numbers in a line: %s', async (_, typed, values) => {
  expect(await desk(typed).conversation.chooseSeveral(question)).toEqual(values);
});

test('an answer that cannot stand is refused with the reason, and asked for again', async () => {
  const { conversation, shown } = desk('soon\n2026-11-24\n');
  const validate = (text: string) => (text === 'soon' ? 'That is no date.' : undefined);
  expect(await conversation.line({ message: 'When?', validate })).toBe('2026-11-24');
  expect(shown()).toBe('\nWhen?\nThat is no date.\n');
});

test.each([
  ['y', true],
  ['YES', true],
  ['n', false],
  ['No', false],
  ['', true],
  ['perhaps\nno', false],
])('yes or no is a word: %j', async (typed, answer) => {
  expect(await desk(`${typed}\n`).conversation.yes({ message: 'Is it right?' })).toBe(answer);
});

test('without an answer it is what is proposed', async () => {
  expect(await desk('\n').conversation.yes({ message: 'Is it right?', initial: false })).toBe(false);
});

test('a pasted list ends with END, and every line before it counts', async () => {
  const { conversation, type, shown } = desk('one.to\n\n\ttwo.to\t \n ends.to\n end \nafter\n');
  expect(await conversation.lines({ message: 'Paste the names.', hint: 'One on each line.' })).toBe(
    'one.to\n\n\ttwo.to\t \n ends.to',
  );
  // What comes after it answers the next question.
  expect(await conversation.line({ message: 'Next?' })).toBe('after');
  type('last\n');
  expect(await conversation.line({ message: 'And then?' })).toBe('last');
  expect(shown()).toMatchInlineSnapshot(`
    "
    Paste the names.
    One on each line.
    When you are done, write END on a line of its own.

    Next?

    And then?
    "
  `);
});

test('the end of the input breaks off, after the last answer was taken', async () => {
  const { conversation, leave } = desk('one\ntwo');
  leave();
  expect(await conversation.line({ message: 'One?' })).toBe('one');
  expect(await conversation.line({ message: 'Two?' })).toBe('two');
  await expect(conversation.line({ message: 'Three?' })).rejects.toBeInstanceOf(Interrupted);
  await expect(conversation.lines({ message: 'More?' })).rejects.toBeInstanceOf(Interrupted);
});

test('a list that does not come to its end is no list', async () => {
  const { conversation, leave } = desk('one.to\ntwo.to\n');
  leave();
  await expect(conversation.lines({ message: 'Paste the names.' })).rejects.toBeInstanceOf(Interrupted);
});

test('Ctrl-C breaks off while a question waits, and no question waits after it', async () => {
  const { conversation } = desk();
  const asked = conversation.choose(question);
  conversation.interrupt();
  await expect(asked).rejects.toBeInstanceOf(Interrupted);
  await expect(conversation.yes({ message: 'Is it right?' })).rejects.toBeInstanceOf(Interrupted);
});

test('nothing moves the cursor or has a colour', async () => {
  const { conversation, shown } = desk('5\n1\n1 2\n\nn\nx\nEND\n');
  await conversation.choose(question);
  await conversation.chooseSeveral(question);
  await conversation.line({ message: 'Its name?', initial: 'A v B' });
  await conversation.yes({ message: 'Is it right?' });
  await conversation.lines({ message: 'Paste the names.' });
  conversation.say('Done.');
  conversation.end();
  expect(shown()).toMatch(/^[\n\u0020-\u007e]*$/);
});
