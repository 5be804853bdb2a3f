import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/registry.ts';
import { plain } from './fixture.ts';
import { forHostileFindings } from './hostile.ts';

describe('law: whatever an order says, no report lets a control character or a mark of direction through', () => {
  const harmful = /(?![\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}\ufeff]/u;
  for (const { id, render } of reporters) {
    test(`as ${id}`, () => forHostileFindings((list) => expect(render(list, plain).match(harmful)).toBeNull()));
  }
});

// GitHub's runner obeys `::error::` at the start of any line that a step prints, and `##[error]` anywhere in it
// (actions/runner, src/Runner.Common/ActionCommand.cs).
describe('law: in a build log, no line of a report is a command to the runner, but in the report made of commands', () => {
  const names = 'error|warning|notice|debug|group|endgroup|echo|add-mask|add-matcher|remove-matcher|stop-commands';
  const command = new RegExp(`^\\s*::(${names})( [^\\n]*?)?::|##\\[(${names})( [^\\]]*)?\\]`, 'm');
  for (const { id, render } of reporters.filter((one) => one.id !== 'github')) {
    test(`as ${id}`, () => forHostileFindings((list) => expect(render(list, plain).match(command)).toBeNull()));
  }
});
