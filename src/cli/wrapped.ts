import stringWidth from 'string-width';

/** A text in lines that are no wider than so many columns; broken between words, a longer word within itself. */
export function wrapped(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrappedLine(line, Math.max(columns, 10)));
}

/** What belongs together stays below one another: each line is indented as the first one. */
function wrappedLine(text: string, columns: number): readonly string[] {
  const indent = /^ {0,8}/.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const word of text.slice(indent.length).split(' ')) {
    const longer = line === indent ? `${line}${word}` : `${line} ${word}`;
    if (stringWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== indent) lines.push(line);
    const pieces = piecesOf(word, columns - indent.length).map((piece) => `${indent}${piece}`);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? indent;
  }
  return [...lines, line];
}

function piecesOf(word: string, columns: number): readonly string[] {
  const pieces = [''];
  for (const character of word) {
    const last = pieces.length - 1;
    if (stringWidth(`${pieces[last]}${character}`) > columns) pieces.push(character);
    else pieces[last] += character;
  }
  return pieces;
}
