import { describe, expect, test } from 'vitest';
import { formats, readPaper } from '../../src/import/registry.ts';
import { at, docxOf, pdfOf, shown, utf8, xlsxOf, zipOf } from '../support/papers.ts';

const sheet = '<sheetData><row><c t="str"><v>a.example</v></c></row></sheetData>';
const papers = {
  pdf: pdfOf([at(50, 700, 'a.example')]),
  xlsx: xlsxOf([{ name: 'S', xml: sheet }]),
  docx: docxOf('<w:p><w:r><w:t>a.example</w:t></w:r></w:p>'),
  csv: utf8('a.example,1\n'),
  tsv: utf8('a.example\t1\n'),
  txt: utf8('a.example\n'),
  json: utf8('["a.example"]'),
  xml: utf8('<?xml version="1.0"?><a><b>a.example</b><b>b.example</b></a>'),
};

describe('the format of a paper', () => {
  test.each(formats.map(({ id }) => id))('%s is known by its ending', async (id) => {
    expect(await readPaper(papers[id], `list.${id.toUpperCase()}`)).toMatchObject({ format: id, remarks: [] });
  });

  test.each(['pdf', 'xlsx', 'docx', 'json', 'xml'] as const)(
    '%s is known by its content where the ending lies',
    async (id) => {
      const paper = await readPaper(papers[id], 'list.csv');
      expect(paper).toMatchObject({
        format: id,
        remarks: [expect.stringMatching(/^The file’s name ends in \.csv, but it is/)],
      });
    },
  );

  test.each(['[1] a.example\n[2] b.example\n', '<a.example>\n<b.example>\n', '{"a.example"\n'])(
    'a list that only begins like a register is a text: %#',
    async (text) => {
      expect(await readPaper(utf8(text), 'list.txt')).toMatchObject({ format: 'txt', remarks: [] });
    },
  );

  test('a text without an ending is a text', async () => {
    expect(await readPaper(papers.txt, 'list')).toMatchObject({ format: 'txt' });
  });
});

const compound = (stream: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512), Buffer.from(stream, 'utf16le')]);

describe('what cannot be read says what to do', () => {
  test.each([
    ['a Word document of old', compound('WordDocument'), 'a Word document in the old form (.doc)'],
    ['an Excel workbook of old', compound('Workbook'), 'an Excel workbook in the old form (.xls)'],
    ['an Office file with a password', compound('EncryptedPackage'), 'locked with a password'],
    ['an Outlook message', compound('__substg1.0_0037001F'), 'This is an e-mail'],
    [
      'an OpenDocument text',
      zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'META-INF/manifest.xml': '' }),
      'an OpenDocument',
    ],
    ['a presentation', zipOf({ 'ppt/presentation.xml': '' }), 'a PowerPoint presentation'],
    ['a binary workbook', zipOf({ 'xl/workbook.bin': '' }), '(.xlsb)'],
    ['an archive', zipOf({ 'list.txt': 'a.example' }), 'This is an archive of files'],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'This is a picture'],
    ['a JPEG', Buffer.from('ffd8ffe000104a464946', 'hex'), 'This is a picture'],
    ['a photograph of a telephone', Buffer.from('\0\0\0\x18ftypheic\0\0', 'latin1'), 'This is a picture'],
    [
      'an e-mail',
      utf8('Received: from x by y\r\nFrom: a@example.com\r\nSubject: list\r\n\r\na.example\r\n'),
      'This is an e-mail',
    ],
    [
      'an e-mail that was never sent',
      utf8('Subject: list\r\nTo: x\r\nMIME-Version: 1.0\r\n\r\na\r\n'),
      'This is an e-mail',
    ],
    ['a web page', utf8('\n<!DOCTYPE html><html><body>a.example</body></html>'), 'This is a web page'],
    ['Rich Text', utf8('{\\rtf1 a.example}'), 'This is a Rich Text file'],
    ['nothing', new Uint8Array(), 'The file is empty'],
    ['a program', Buffer.from('7f454c460201010000000000', 'hex'), 'The file is no text'],
  ])('%s', async (_, bytes, message) => {
    const paper = await readPaper(bytes, 'paper.txt');
    expect(paper).toEqual({ message: expect.stringContaining(message) });
    expect(shown(paper)).toMatch(/(use that( file)?|use it|give the file in it|once more|plain text)[.;]/);
  });

  test('an unknown character set is named with those that are known', async () => {
    expect(shown(await readPaper(utf8('a\n'), 'a.txt', { choices: { encoding: 'klingon' } }))).toBe(
      'unreadable: “klingon” is no character set that is known here. Known are: utf-8, utf-16le, utf-16be, windows-1250, windows-1251, windows-1252.\n',
    );
  });
});
