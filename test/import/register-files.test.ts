import { describe, expect, test } from 'vitest';
import { readPaper } from '../../src/import/registry.ts';
import { encoded, shown, utf8 } from '../support/papers.ts';

async function json(value: unknown): Promise<string> {
  return shown(await readPaper(utf8(JSON.stringify(value)), 'list.json'));
}

async function xml(text: string): Promise<string> {
  return shown(await readPaper(utf8(text), 'list.xml'));
}

describe('a register as JSON', () => {
  test('a ticket of Piracy Shield: its values, and each of its lists', async () => {
    const hash = { sha256: 'ab12' };
    expect(
      await json({
        dda_id: 'x-1',
        fqdn: ['a.example', 'b.example'],
        ipv4: ['192.0.2.1'],
        ipv6: [],
        forensic_evidence: { hash },
      }),
    ).toBe(
      `format: json
table
  the names of the columns: dda_id | forensic_evidence.hash.sha256
  the whole file: x-1 | ab12
text fqdn
  /fqdn/0: a.example
  /fqdn/1: b.example
text ipv4
  /ipv4/0: 192.0.2.1
`,
    );
  });

  test('several tickets: the lists of one name are one part', async () => {
    expect(
      await json([
        { dda_id: 1, fqdn: ['a.example'] },
        { dda_id: 2, fqdn: ['b.example'] },
      ]),
    ).toBe(
      `format: json
table
  the names of the columns: dda_id
  /0: 1
  /1: 2
text fqdn
  /0/fqdn/0: a.example
  /1/fqdn/0: b.example
`,
    );
  });

  test('a list of texts', async () => {
    expect(await json(['a.example', null, 'b.example'])).toBe('format: json\ntext\n  /0: a.example\n  /2: b.example\n');
  });

  test('a list of objects is a table with all their names as columns', async () => {
    expect(
      await json({
        'a/b': [
          { site: 'a.example', at: { date: '2026-01-02' } },
          { site: 'b.example', gone: true },
        ],
      }),
    ).toBe(
      `format: json
table a/b
  the names of the columns: site | at.date | gone
  /a~1b/0: a.example | 2026-01-02 |
  /a~1b/1: b.example |  | true
`,
    );
  });

  test('sites as names of an object are content', async () => {
    expect(await json({ 'a.example': '2026-01-02', 'b.example': { since: '2026-01-03' } })).toBe(
      `format: json
table
  the names of the columns: name | value | since
  /a.example: a.example | 2026-01-02 |
  /b.example: b.example |  | 2026-01-03
`,
    );
  });

  test('a name that stands twice in one object is refused, because one of the two would be lost', async () => {
    const text = '[{"fqdn":["a.example"], "x": {"fqdn": 1}, "fqdn":["b.example"]}]';
    expect(shown(await readPaper(utf8(text), 'list.json'))).toBe(
      'unreadable: In this file “fqdn” stands twice in one place, and programs differ in which of them counts. Ask the sender for a corrected file.\n',
    );
  });
});

describe('a register as XML', () => {
  test('Poland: one row for each entry', async () => {
    expect(
      await xml(`<?xml version="1.0" encoding="UTF-8"?>
<Rejestr xmlns="http://www.hazard.mf.gov.pl/2017/03/21/" Stan="2026-11-24">
  <PozycjaRejestru Lp="1"><AdresDomeny>a.example</AdresDomeny><DataWpisu>2017-07-10T00:00:00</DataWpisu></PozycjaRejestru>
  <PozycjaRejestru Lp="2">
    <AdresDomeny>b.example</AdresDomeny><DataWpisu>2017-07-11T00:00:00</DataWpisu><DataWykreslenia>2020-01-01T00:00:00</DataWykreslenia>
  </PozycjaRejestru>
</Rejestr>`),
    ).toBe(
      `format: xml
text around the list
  line 2: Stan: 2026-11-24
table
  the names of the columns: Lp | AdresDomeny | DataWpisu | DataWykreslenia
  line 3: 1 | a.example | 2017-07-10T00:00:00 |
  line 4: 2 | b.example | 2017-07-11T00:00:00 | 2020-01-01T00:00:00
`,
    );
  });

  test('Russia: in windows-1251, with several names in one entry', async () => {
    const text = `<?xml version="1.0" encoding="windows-1251"?>
<reg:register xmlns:reg="http://rsoc.ru" updateTime="2026-11-24T12:00:00+03:00">
<content id="1" includeTime="2026-11-01T10:00:00" entryType="1" blockType="domain" hash="AB">
<decision date="2026-10-01" number="2-1/26" org="Суд"/>
<domain><![CDATA[пример.рф]]></domain><domain>*.b.example</domain><ip>192.0.2.1</ip></content>
<content id="2" includeTime="2026-11-02T10:00:00" entryType="1" blockType="default" hash="CD">
<decision date="2026-10-02" number="3" org="Суд"/><url><![CDATA[http://c.example/x?a=1&b=2]]></url></content>
</reg:register>`;
    expect(shown(await readPaper(encoded(text, 'windows-1251'), 'dump.xml'))).toBe(
      `format: xml
text around the list
  line 2: updateTime: 2026-11-24T12:00:00+03:00
table
  the names of the columns: id | includeTime | entryType | blockType | hash | decision.date | decision.number | decision.org | domain | ip | url
  line 3: 1 | 2026-11-01T10:00:00 | 1 | domain | AB | 2026-10-01 | 2-1/26 | Суд | пример.рф⏎*.b.example | 192.0.2.1 |
  line 6: 2 | 2026-11-02T10:00:00 | 1 | default | CD | 2026-10-02 | 3 | Суд |  |  | http://c.example/x?a=1&b=2
`,
    );
  });

  test('entries that lie deeper, and kinds of them, lose nothing', async () => {
    expect(
      await xml(
        '<a><head><date>2026-01-02</date></head><list><site>a.example</site><site>b.example</site><note>n</note></list></a>',
      ),
    ).toBe(
      `format: xml
text around the list
  line 1: head.date: 2026-01-02
table element "site"
  the names of the columns: site
  line 1: a.example
  line 1: b.example
table element "note"
  the names of the columns: note
  line 1: n
`,
    );
  });

  test('a single entry', async () => {
    expect(await xml('<r><p n="1"><d>a.example</d></p></r>')).toBe(
      'format: xml\ntable\n  the names of the columns: n | d\n  line 1: 1 | a.example\n',
    );
  });

  test.each([
    ['a document type', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'has a document type'],
    ['an entity of its own', '<a>&x;</a>', 'breaks the rules of XML in line 1'],
    ['a broken end', '<a><b>x</b>', 'breaks the rules of XML'],
    [
      'an older Office file',
      '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>',
      'an older form of an Office file',
    ],
  ])('%s is refused', async (_, text, message) => {
    expect(await xml(text)).toContain(message);
  });
});
