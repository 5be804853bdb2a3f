import { describe, expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { readPaper } from '../../src/import/registry.ts';
import { shown, xlsxOf } from '../support/papers.ts';

async function sheet(xml: string, more: { styles?: string; links?: string } = {}): Promise<string> {
  const { styles, links } = more;
  return shown(await readPaper(xlsxOf([{ name: 'S', xml, ...(links ? { links } : {}) }], styles), 'list.xlsx'));
}

describe('a workbook', () => {
  test('made by a library, with two sheets, merged cells, dates and numbers', async () => {
    const date = (text: string) => ({ value: new Date(text), format: 'dd.mm.yyyy' });
    const bytes = await writeExcelFile([
      {
        sheet: 'Sites',
        data: [
          [{ value: 'Annex to the order', columnSpan: 3 }, null, null],
          ['Site', 'Listed', 'Number'],
          ['first.example', { ...date('2026-04-03'), rowSpan: 2 }, 1.5],
          ['second.example', null, 20_000],
          [null, null, null],
          ['third.example', date('1999-12-31'), true],
        ],
      },
      { sheet: 'Mirrors & more', data: [['Site'], ['mirror.example']] },
    ]).toBuffer();
    expect(shown(await readPaper(bytes, 'annex.xlsx'))).toBe(
      `format: xlsx
remark: Sheet "Sites" has 2 merged cells.
table sheet "Sites"
  sheet "Sites", row 1: Annex to the order
  sheet "Sites", row 2: Site | Listed | Number
  sheet "Sites", row 3: first.example | 2026-04-03 | 1.5
  sheet "Sites", row 4: second.example | 2026-04-03 | 20000
  sheet "Sites", row 6: third.example | 1999-12-31 | TRUE
table sheet "Mirrors & more"
  sheet "Mirrors & more", row 1: Site
  sheet "Mirrors & more", row 2: mirror.example
`,
    );
  });

  test('says the place of each cell, of empty ones too', async () => {
    const paper = await readPaper(
      xlsxOf([{ name: 'S', xml: '<sheetData><row r="7"><c r="B7" t="str"><v>a.example</v></c></row></sheetData>' }]),
      'list.xlsx',
    );
    expect(paper).toMatchObject({
      parts: [
        {
          rows: [
            {
              cells: [
                { text: '', place: 'column A' },
                { text: 'a.example', place: 'cell B7' },
              ],
            },
          ],
        },
      ],
    });
  });

  test('hides nothing: sheets, rows and columns that are hidden are read and named', async () => {
    const xml = `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>
      <row r="1"><c t="str"><v>a.example</v></c><c t="str"><v>x</v></c></row>
      <row r="2" hidden="1"><c t="str"><v>b.example</v></c></row></sheetData>`;
    const bytes = xlsxOf([
      { name: 'One', xml },
      {
        name: 'Two',
        state: 'veryHidden',
        xml: '<sheetData><row r="1"><c t="str"><v>c.example</v></c></row></sheetData>',
      },
    ]);
    expect(shown(await readPaper(bytes, 'list.xlsx'))).toBe(
      `format: xlsx
remark: Sheet "One" hides row 2; they were read all the same.
remark: Sheet "One" hides column B; they were read all the same.
remark: Sheet "Two" is hidden in the workbook; it was read all the same.
table sheet "One"
  sheet "One", row 1: a.example | x
  sheet "One", row 2: b.example
table sheet "Two"
  sheet "Two", row 1: c.example
`,
    );
  });

  test('gives what formulas came to, and names those that came to nothing', async () => {
    const xml = `<sheetData><row><c t="str"><f>A2&amp;".example"</f><v>a.example</v></c><c><f>1+1</f><v>2</v></c></row>
      <row><c><f>HYPERLINK("x")</f></c></row></sheetData>`;
    expect(await sheet(xml)).toBe(
      `format: xlsx
remark: Sheet "S" has formulas without an outcome in cell A2: nothing could be read there. Open the workbook in Excel, save it, and use that file.
table sheet "S"
  sheet "S", row 1: a.example | 2
`,
    );
  });

  test('reads what a link shows, and says where it leads elsewhere', async () => {
    const row = (name: string) =>
      `<row><c t="inlineStr"><is><r><t>${name}</t></r><rPh><t>said</t></rPh></is></c></row>`;
    const xml = (name: string) =>
      `<sheetData>${row(name)}</sheetData><hyperlinks><hyperlink ref="A1" r:id="l"/></hyperlinks>`;
    expect(await sheet(xml('shown.example'), { links: 'https://other.example/' })).toBe(
      `format: xlsx
remark: Sheet "S", cell A1, shows “shown.example”, and the link behind it leads to “https://other.example/”. What is shown was read; look at it if the link is what was meant.
table sheet "S"
  sheet "S", row 1: shown.example
`,
    );
    expect(await sheet(xml('shown.example'), { links: 'https://www.shown.example/' })).not.toContain('remark');
  });

  test.each([
    ['14', '46115', '2026-04-03'],
    ['14', '46115.5', '2026-04-03 12:00'],
    ['22', '46115.999999', '2026-04-04'],
    ['20', '0.5', '12:00'],
    ['14', '1', '1900-01-01'],
    ['14', '61', '1900-03-01'],
    ['164', '46115', '2026-04-03'],
    ['165', '46115', '46115'],
    ['166', '46115', '46115'],
    ['0', '46115', '46115'],
    ['0', '0.10000000000000001', '0.1'],
    ['0', '12345678901234567890', '12345678901234567890'],
  ])('format %s shows %s as %s', async (format, value, text) => {
    const styles = `<numFmts><numFmt numFmtId="164" formatCode="[$-405]d\\. mmmm yyyy;@"/>
      <numFmt numFmtId="165" formatCode="#,##0.00 &quot;days&quot;"/><numFmt numFmtId="166" formatCode="[Red]0"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="${format}"/></cellXfs>`;
    expect(await sheet(`<sheetData><row><c s="1"><v>${value}</v></c></row></sheetData>`, { styles })).toContain(
      `row 1: ${text}\n`,
    );
  });

  test('the sheets that a person has chosen are read, and the others named', async () => {
    const xml = (name: string) => `<sheetData><row><c t="str"><v>${name}</v></c></row></sheetData>`;
    const bytes = xlsxOf([
      { name: 'A', xml: xml('a.example') },
      { name: 'B', xml: xml('b.example') },
    ]);
    expect(shown(await readPaper(bytes, 'list.xlsx', { choices: { parts: ['sheet "B"'] } }))).toBe(
      'format: xlsx\nremark: Left aside, as you chose: sheet "A".\ntable sheet "B"\n  sheet "B", row 1: b.example\n',
    );
    expect(shown(await readPaper(bytes, 'list.xlsx', { choices: { parts: ['C'] } }))).toBe(
      'unreadable: This paper has no part called C. It has: sheet "A", sheet "B".\n',
    );
  });
});
