import {
  Document,
  ExternalHyperlink,
  FootnoteReferenceRun,
  Header,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx';
import { describe, expect, test } from 'vitest';
import { readPaper } from '../../src/import/registry.ts';
import { docxOf, shown } from '../support/papers.ts';

function cell(...lines: readonly string[]): TableCell {
  return new TableCell({ children: lines.map((line) => new Paragraph(line)) });
}

async function document(body: string, links = {}): Promise<string> {
  return shown(await readPaper(docxOf(body, { links }), 'order.docx'));
}

const run = (text: string, properties = '') => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`;
const paragraph = (content: string) => `<w:p>${content}</w:p>`;

describe('a document', () => {
  test('made by a library, with a list, tables, a link, a footnote and a heading for pages', async () => {
    const tall = new TableCell({ rowSpan: 2, children: [new Paragraph('01.02.2026')] });
    const bytes = await Packer.toBuffer(
      new Document({
        footnotes: { 1: { children: [new Paragraph('also mirror.example')] } },
        sections: [
          {
            headers: { default: new Header({ children: [new Paragraph('Case 1/2026')] }) },
            children: [
              new Paragraph('The court orders:'),
              new Paragraph({ text: 'listed.example', bullet: { level: 0 } }),
              new Paragraph({
                children: [
                  new TextRun('exam'),
                  new TextRun({ text: 'ple.com', bold: true }),
                  new FootnoteReferenceRun(1),
                ],
              }),
              new Paragraph({
                children: [
                  new ExternalHyperlink({ link: 'https://other.example/', children: [new TextRun('link.example')] }),
                ],
              }),
              new Table({
                rows: [
                  new TableRow({ children: [cell('Site'), cell('Listed')] }),
                  new TableRow({ children: [cell('first.example', 'www.first.example'), tall] }),
                  new TableRow({ children: [cell('second.example')] }),
                ],
              }),
              new Paragraph('End of the list'),
            ],
          },
        ],
      }),
    );
    await expect(shown(await readPaper(bytes, 'order.docx'))).toMatchFileSnapshot('golden/library.docx.txt');
  });

  test('gives each line of a paragraph, and what tabs divide as cells', async () => {
    expect(
      await document(
        paragraph(
          `<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>a.example</w:t><w:tab/><w:t>01.02.2026</w:t><w:br/><w:t>b.example</w:t></w:r>`,
        ),
      ),
    ).toBe(
      `format: docx
text
  paragraph 1, line 1: a.example | 01.02.2026
  paragraph 1, line 2: b.example
`,
    );
  });

  test('leaves out what is marked as deleted or moved away, and says that there are tracked changes', async () => {
    const body =
      paragraph(
        `<w:del>${run('gone.example').replace('w:t>', 'w:delText>').replace('/w:t>', '/w:delText>')}</w:del><w:ins>${run('new.example')}</w:ins>`,
      ) +
      paragraph(`<w:moveFrom>${run('moved.example')}</w:moveFrom>`) +
      paragraph(`<w:moveTo>${run('moved.example')}</w:moveTo>`) +
      `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>${paragraph(run('row.example'))}</w:tc></w:tr><w:tr><w:tc>${paragraph(run('kept.example'))}</w:tc></w:tr></w:tbl>`;
    expect(await document(body)).toBe(
      `format: docx
remark: The document has tracked changes: what is marked as deleted was left out, what is marked as inserted was read. Ask whether these changes are final.
text text 1
  paragraph 1: new.example
  paragraph 2: moved.example
table table 1
  table 1, row 2: kept.example
`,
    );
  });

  test('hides nothing: hidden text is read and said', async () => {
    expect(await document(paragraph(run('hidden.example', '<w:vanish/>')))).toBe(
      'format: docx\nremark: The document has hidden text; it was read all the same.\ntext\n  paragraph 1: hidden.example\n',
    );
  });

  test('reads a text box once, though it is written in two forms', async () => {
    const box = (text: string) => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`;
    expect(
      await document(
        paragraph(
          `${run('before')}<w:r><w:AlternateContent><w:Choice>${box('a.example')}</w:Choice><w:Fallback>${box('a.example')}</w:Fallback></w:AlternateContent></w:r>`,
        ),
      ),
    ).toBe(
      `format: docx
remark: The document has text boxes; their lines stand beside the paragraph that they belong to.
text
  paragraph 1: a.example
  paragraph 2: before
`,
    );
  });

  test('keeps the columns of a table over merged cells, and tells a table in a cell as lines of it', async () => {
    const td = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;
    const inner = `<w:tbl><w:tr>${td('in.example')}${td('2')}</w:tr></w:tbl>`;
    const body = `<w:tbl><w:tr>${td('Wide', '<w:gridSpan w:val="2"/>')}${td('Third')}</w:tr>
      <w:tr>${td('Down', '<w:vMerge w:val="restart"/>')}${td('b')}${td('c')}</w:tr>
      <w:tr>${td('', '<w:vMerge/>')}<w:tc>${inner}${paragraph('')}</w:tc>${td('d')}</w:tr></w:tbl>`;
    expect(await document(body)).toBe(
      `format: docx
table
  table 1, row 1: Wide |  | Third
  table 1, row 2: Down | b | c
  table 1, row 3: Down | in.example\t2 | d
`,
    );
  });

  test('reads what a link shows, and says where it leads elsewhere', async () => {
    const link = paragraph(`<w:hyperlink r:id="l">${run('shown.example')}</w:hyperlink>`);
    expect(await document(link, { l: 'http://other.example' })).toContain(
      'remark: Paragraph 1 shows “shown.example”, and the link behind it leads to “http://other.example”.',
    );
    expect(await document(link, { l: 'http://shown.example/' })).not.toContain('remark');
  });
});
