import type { YAMLError } from 'yaml';
import { quoted } from './quote.ts';

/** What is wrong with how a line is written, and what to write in its place. */
export interface Fault {
  readonly message: string;
  /** Only where there is better advice than to look at the line. */
  readonly help?: string;
}

/** A line that the library objects to, with the library's own words. */
interface Objection {
  /** The whole line. */
  readonly line: string;
  readonly code: YAMLError['code'];
  readonly says: string;
}

/**
 * The library's words speak of scalars and mappings, and it stumbles where a slip shows, not where it was made. So the
 * line itself is looked at first, for the slips that people make.
 */
export function faultOf(objection: Objection): Fault {
  for (const rule of [...slips, ...structure]) {
    const fault = rule(objection);
    if (fault) return fault;
  }
  return { message: 'This line cannot be read as it is written.' };
}

type Rule = (objection: Objection) => Fault | undefined;

const slips: readonly Rule[] = [
  ({ code }) =>
    code === 'TAB_AS_INDENT'
      ? {
          message: 'There is a tab before the text of this line.',
          help: 'Put spaces in its place, as many as the other lines of its kind have.',
        }
      : undefined,
  ({ line }) =>
    /^[<>=]{7}( |$)/.test(line)
      ? {
          message: 'Two people changed this place at once, and git left both versions in the file.',
          help: 'Keep the lines that are right, and take out the lines of <<<<<<<, ======= and >>>>>>>.',
        }
      : undefined,
  ({ line }) =>
    /^[ \t]*[\u00a0\u2000-\u200a\u202f\u3000]/.test(line)
      ? {
          message: 'A space at the start of this line is not an ordinary one; perhaps it was copied along.',
          help: 'Take out the spaces at the start of the line and type them anew.',
        }
      : undefined,
  ({ line }) => {
    const [, text] = /^\s*[–—−•]\s*(\S.*)$/.exec(line) ?? [];
    return text === undefined
      ? undefined
      : { message: 'This line begins with a long dash or a bullet, not with a hyphen.', help: `Write: - ${text}` };
  },
  ({ line, code }) => {
    const [, text] = /^\s*-([^\s-].*)$/.exec(line) ?? [];
    return text === undefined || code === 'DUPLICATE_KEY'
      ? undefined
      : { message: 'A space is missing after the hyphen.', help: `Write: - ${text}` };
  },
  ({ line, says }) => {
    const [, key, text] = /^\s*((?:- )?[A-Za-z]\w*:)((?!\/\/)\S.*)$/.exec(line) ?? [];
    return text === undefined || !/^Implicit/.test(says)
      ? undefined
      : { message: 'A space is missing after the colon.', help: `Write: ${key} ${text}` };
  },
  ({ line, says }) => {
    const [, key, mark = '', rest = ''] = /^\s*((?:- )?[\w-]+:)\s+(["'])(.*?)\s*$/.exec(line) ?? [];
    const inner = rest.endsWith(mark) ? rest.slice(0, -1) : `${mark}${rest}`;
    if (key === undefined || !inner.includes(mark) || !/^Unexpected .*scalar/.test(says)) return undefined;
    return {
      message: 'There is text after the closing quotation mark.',
      help: `Put the whole in quotes: ${key} ${quoted(inner)}`,
    };
  },
];

const structure: readonly Rule[] = [
  ({ line, says }) =>
    /^Missing closing/.test(says)
      ? {
          message: `A quotation mark is opened ${/["']/.test(line) ? 'here' : 'further up'} and not closed.`,
          help: 'A text that begins with a quotation mark ends with one. Look first at what was changed last.',
        }
      : undefined,
  ({ says }) => {
    const [, end] = /^Flow (?:map|sequence).* end with a (\S)$/.exec(says) ?? [];
    return end === undefined
      ? undefined
      : {
          message: `A ${end} is missing before this line.`,
          help: `Look at the line above: each ${end === '}' ? '{' : '['} needs a ${end} at the end.`,
        };
  },
  ({ says }) => {
    const [, end] = /^Unexpected flow-(?:map|seq)-end token.*"(\S)"$/.exec(says) ?? [];
    return end === undefined
      ? undefined
      : {
          message: `There is a ${end} too many, and nothing can be read from here on.`,
          help: `Take it out, or write the ${end === '}' ? '{' : '['} that is missing before it.`,
        };
  },
  ({ says, code }) =>
    code === 'BLOCK_IN_FLOW' || /^Missing , /.test(says)
      ? {
          message: 'A comma is missing in this line.',
          help: 'Between { and }, or [ and ], a comma stands after each entry: { type: issued, date: "2026-11-24" }',
        }
      : undefined,
  ({ says }) =>
    /^Unexpected , /.test(says)
      ? { message: 'There is a comma too many in this line.', help: 'Take it out.' }
      : undefined,
  ({ says }) =>
    /^Comments must be separated/.test(says)
      ? { message: 'A space is missing before the #.', help: 'If the # belongs to the text, put the text in quotes.' }
      : undefined,
  ({ line }) =>
    /:\s+[|>][-+]?\s+[^\s#]/.test(line)
      ? {
          message: 'There is text after the | or > on this line.',
          help: 'Put the text in quotes, or begin it on the next line.',
        }
      : undefined,
  ({ code }) =>
    code === 'BAD_DQ_ESCAPE'
      ? { message: 'A backslash in this text would change what follows it.', help: 'Write two: \\\\.' }
      : undefined,
  ({ line, code }) => {
    const [, key, text = ''] = /^\s*((?:- )?[\w-]+:)\s+(.*)$/.exec(line) ?? [];
    return key === undefined || code !== 'BAD_SCALAR_START'
      ? undefined
      : {
          message: `A text cannot begin with ${text.slice(0, 1)} unless it is in quotes.`,
          help: `Put it in quotes: ${key} ${quoted(text)}`,
        };
  },
  ({ line }) => {
    const [, key, text] = /^\s*((?:- )?[^\s:'"[{]+:)\s+([^'"[{].*:(?:\s.*|$))$/.exec(line) ?? [];
    return text === undefined
      ? undefined
      : {
          message: 'There is a second colon in this line.',
          help: `If it belongs to the text, put the text in quotes: ${key} ${quoted(text)}`,
        };
  },
  ({ line, code }) => {
    if (code !== 'MISSING_CHAR' && code !== 'BAD_INDENT' && code !== 'MULTILINE_IMPLICIT_KEY') return undefined;
    return /^\s*- |:(\s|$)/.test(line)
      ? undefined
      : {
          message: 'It is not clear what this line belongs to.',
          help: 'A line is "word: value", with a colon and a space, or "- value", one of a list. A text that takes several lines stands in quotes.',
        };
  },
  ({ code }) =>
    code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY'
      ? {
          message: 'This line, or the next one, has too many spaces at its start, or too few.',
          help: 'Lines that belong together start with the same number of spaces.',
        }
      : undefined,
];
