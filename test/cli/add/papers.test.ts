import { domainToASCII } from 'node:url';
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { expect, test } from 'vitest';
import writeExcelFile from 'write-excel-file/node';
import { parse } from 'yaml';
import type { OrderRecord } from '../../../src/core/order.ts';
import { addPaper, blockedOn, recordFile } from '../../support/importing.ts';
import { encoded, utf8 } from '../../support/papers.ts';
import { type Workspace, workspace } from '../../support/workspace.ts';

interface Listed {
  readonly name: string;
  /** The words of the paper, where they are others. */
  readonly raw?: string;
  readonly at: string;
  readonly from?: string;
  readonly until?: string;
}

/** Adds a paper and holds the record, what `check` says of it and what is built of it against what was put into it. */
async function expectListed(
  paper: { readonly file: string; readonly bytes: Uint8Array; readonly flags?: readonly string[] },
  listed: readonly Listed[],
): Promise<Workspace> {
  const space = workspace({ [paper.file]: paper.bytes });
  const { status, stderr } = await addPaper(space, paper.file, ...(paper.flags ?? []));
  expect([status, stderr]).toEqual([0, expect.stringContaining(`Written: ${recordFile}`)]);
  const { targets } = parse(space.read(recordFile)) as OrderRecord;
  expect(targets).toEqual(listed);
  const check = await space.run('check');
  expect([check.status, check.stdout]).toEqual([0, expect.stringContaining('No findings')]);
  expect(await blockedOn(space, '2026-11-24')).toEqual(listed.map(({ name }) => name).sort());
  return space;
}

test('a Word document: a list, a table, and prose around them', async () => {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  const row = (...texts: readonly string[]) => new TableRow({ children: texts.map(cell) });
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph('The court orders that these sites be blocked:'),
          new Paragraph({ text: 'https://first.cz/', bullet: { level: 0 } }),
          new Paragraph({ text: 'www.second[.]cz', bullet: { level: 0 } }),
          new Table({ rows: [row('Domain', 'Date of listing'), row('third.cz', '24.01.2026'), row('háček.cz', '')] }),
        ],
      },
    ],
  });
  await expectListed({ file: 'order.docx', bytes: await Packer.toBuffer(document) }, [
    { name: 'first.cz', raw: 'https://first.cz/', at: 'paragraph 2' },
    { name: 'www.second.cz', raw: 'www.second[.]cz', at: 'paragraph 3' },
    { name: 'third.cz', at: 'table 1, row 2', from: '2026-01-24' },
    { name: domainToASCII('háček.cz'), raw: 'háček.cz', at: 'table 1, row 3' },
  ]);
});

test('a workbook with two sheets and merged cells', async () => {
  const date = { value: new Date('2026-01-24'), format: 'dd.mm.yyyy', rowSpan: 2 };
  const sheets = [
    {
      sheet: 'Sites',
      data: [
        [{ value: 'Annex to the order', columnSpan: 2 }, null],
        ['Domain', 'Listed'],
        ['first.cz', date],
        ['SECOND.cz', null],
      ],
    },
    {
      sheet: 'Mirrors',
      data: [
        ['Domain', 'Listed'],
        ['mirror.cz', null],
      ],
    },
  ];
  await expectListed({ file: 'annex.xlsx', bytes: await writeExcelFile(sheets).toBuffer() }, [
    { name: 'first.cz', at: 'sheet "Sites", row 3', from: '2026-01-24' },
    { name: 'second.cz', raw: 'SECOND.cz', at: 'sheet "Sites", row 4', from: '2026-01-24' },
    { name: 'mirror.cz', at: 'sheet "Mirrors", row 2' },
  ]);
});

test('a text in UTF-16', async () => {
  const bytes = Buffer.from('\ufeffprvni.cz\r\nhttp://druhý.cz/\r\n', 'utf16le');
  await expectListed({ file: 'list.txt', bytes }, [
    { name: 'prvni.cz', at: 'line 1' },
    { name: domainToASCII('druhý.cz'), raw: 'http://druhý.cz/', at: 'line 2' },
  ]);
});

test('a table in windows-1251', async () => {
  const text = 'Домен;Дата внесения\r\nпример-сайт.рф;24.01.2026\r\nвторой.example-site.ru;25.01.2026\r\n';
  await expectListed({ file: 'list.csv', bytes: encoded(text, 'windows-1251') }, [
    { name: domainToASCII('пример-сайт.рф'), raw: 'пример-сайт.рф', at: 'line 2', from: '2026-01-24' },
    { name: domainToASCII('второй.example-site.ru'), raw: 'второй.example-site.ru', at: 'line 3', from: '2026-01-25' },
  ]);
});

test('a table in windows-1250', async () => {
  const text = 'Adresa internetové stránky;Datum zveřejnění\r\nříčka.cz;24.01.2026\r\nžluťoučký-kůň.cz;25.01.2026\r\n';
  await expectListed(
    { file: 'list.csv', bytes: encoded(text, 'windows-1250'), flags: ['--encoding', 'windows-1250'] },
    [
      { name: domainToASCII('říčka.cz'), raw: 'říčka.cz', at: 'line 2', from: '2026-01-24' },
      { name: domainToASCII('žluťoučký-kůň.cz'), raw: 'žluťoučký-kůň.cz', at: 'line 3', from: '2026-01-25' },
    ],
  );
});

test('a table in windows-1252', async () => {
  const text = 'Domaine,Date d’inscription\r\nélysée-télé.fr,24/01/2026\r\ngarçon.fr,25/01/2026\r\n';
  await expectListed(
    {
      file: 'list.csv',
      bytes: Buffer.from(text.replace('’', '\x92'), 'latin1'),
      flags: ['--encoding', 'windows-1252'],
    },
    [
      { name: domainToASCII('élysée-télé.fr'), raw: 'élysée-télé.fr', at: 'line 2', from: '2026-01-24' },
      { name: domainToASCII('garçon.fr'), raw: 'garçon.fr', at: 'line 3', from: '2026-01-25' },
    ],
  );
});

test('a table with tabs', async () => {
  await expectListed({ file: 'list.tsv', bytes: utf8('Domain\tListed\nfirst.cz\t2026-01-24\nsecond.cz\t\n') }, [
    { name: 'first.cz', at: 'line 2', from: '2026-01-24' },
    { name: 'second.cz', at: 'line 3' },
  ]);
});

test('a ticket of Piracy Shield', async () => {
  const ticket = { dda_id: 'x-1', fqdn: ['first.cz', 'second.cz'], ipv4: [], ipv6: [] };
  await expectListed({ file: 'ticket.json', bytes: utf8(JSON.stringify(ticket)) }, [
    { name: 'first.cz', at: '/fqdn/0' },
    { name: 'second.cz', at: '/fqdn/1' },
  ]);
});

test('the Polish register', async () => {
  const entry = (number: number, name: string, more = '') =>
    `<PozycjaRejestru Lp="${number}"><AdresDomeny>${name}</AdresDomeny><DataWpisu>2017-07-10T00:00:00</DataWpisu>${more}</PozycjaRejestru>`;
  const gone = entry(2, 'second.cz', '<DataWykreslenia>2027-01-01T00:00:00</DataWykreslenia>');
  const text = `<Rejestr xmlns="http://www.hazard.mf.gov.pl/2017/03/21/">\n${entry(1, 'first.cz')}\n${gone}\n</Rejestr>`;
  await expectListed({ file: 'register.xml', bytes: utf8(text) }, [
    { name: 'first.cz', at: 'line 2', from: '2017-07-10' },
    { name: 'second.cz', at: 'line 3', from: '2017-07-10', until: '2026-12-31' },
  ]);
});

test('the Russian register', async () => {
  const content = (number: number, domain: string) =>
    `<content id="${number}" includeTime="2026-11-01T10:00:00" entryType="1" blockType="domain" hash="AB"><decision date="2026-10-01" number="2" org="Суд"/><domain><![CDATA[${domain}]]></domain><ip>192.0.2.1</ip></content>`;
  const text = `<?xml version="1.0" encoding="windows-1251"?>
<reg:register xmlns:reg="http://rsoc.ru" updateTime="2026-11-24T12:00:00+03:00">
${content(1, 'пример-сайт.рф')}
${content(2, 'second.cz')}
</reg:register>`;
  await expectListed({ file: 'dump.xml', bytes: encoded(text, 'windows-1251') }, [
    { name: domainToASCII('пример-сайт.рф'), raw: 'пример-сайт.рф', at: 'line 3', from: '2026-11-01' },
    { name: 'second.cz', at: 'line 4', from: '2026-11-01' },
  ]);
});
