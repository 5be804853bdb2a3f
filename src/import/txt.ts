import { RowCount } from './caps.ts';
import { decodeText } from './decode-text.ts';
import type { PaperFormat, PaperRow } from './paper.ts';

/** A list of lines, or any text without a form. */
export const txt: PaperFormat = {
  id: 'txt',
  title: 'plain text',
  endings: ['txt', 'text', 'list', 'lst', 'log', 'md'],
  read: async (bytes, { choices, caps }) => {
    const { text, doubts, remarks } = decodeText(bytes, { chosen: choices.encoding });
    return {
      format: 'txt',
      parts: [{ name: '', kind: 'text', rows: [...rowsOf(text, new RowCount(caps))] }],
      doubts,
      remarks,
    };
  },
};

function* rowsOf(text: string, count: RowCount): Generator<PaperRow> {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
    line += 1;
    const place = `line ${line}`;
    if (content.trim()) yield count.counted({ place, cells: [{ text: content, place }] });
  }
}
