import { expect, test } from 'vitest';
import { workspace } from '../support/workspace.ts';

test.each([
  [['shwo'], 'There is no command shwo.\n(Did you mean show?)\n'],
  [['show'], 'Something is missing after the command: <order>.\n'],
  [['show', 'a', 'b'], 'There is more on the command line than this command takes.\n'],
  [['show', 'a', '--foo'], 'There is no option --foo.\n'],
  [['stay', 'a', '--date'], 'Something is missing after --date: <date>.\n'],
  [['supersede', 'a'], '--by <id> is needed too.\n'],
  [['due', '--days', 'x'], '--days x: Write a whole number of days, as 90.\n'],
  [['check', '--report', 'xml'], '--report xml: "xml" is none of these: text, json, github, gitlab, junit, sarif.\n'],
])('a command line that is not understood is told in plain words: %j', async (argv, says) => {
  expect(await workspace().run(...argv)).toMatchObject({ status: 2, stdout: '', stderr: says });
});
