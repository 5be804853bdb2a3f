import { describe, expect, test } from 'vitest';
import { account, lines, pages, table, told } from './papers.ts';

const read = (...texts: readonly string[]) => told(account(lines(texts)));

describe('a line of a list', () => {
  test('is a target without its number, quotation marks, brackets and commas, which stay in its words', () => {
    const texts = [
      '1) a.com',
      '2. b.com',
      '• c.com',
      '- d.com',
      '“e.com”',
      '(f.com).',
      'g.com;',
      '*.h.com',
      'www.i.com',
    ];
    expect(read(...texts)).toMatchInlineSnapshot(`
      [
        "line 1: a.com",
        "line 2: b.com",
        "line 3: c.com",
        "line 4: d.com",
        "line 5: e.com {"raw":"“e.com”"}",
        "line 6: f.com {"raw":"(f.com)."}",
        "line 7: g.com",
        "line 8: h.com {"raw":"*.h.com","scope":"subdomains"}",
        "line 9: www.i.com",
      ]
    `);
  });

  test('is taken as the disguise of names in mail is undone, and as IDNA writes it', () => {
    expect(read('hxxps://a[.]com/', 'B.COM.', 'c(dot)com', 'www.пример.рф', 'http://d.com:80')).toMatchInlineSnapshot(`
      [
        "line 1: a.com {"raw":"hxxps://a[.]com/"}",
        "line 2: b.com {"raw":"B.COM."}",
        "line 3: c.com {"raw":"c(dot)com"}",
        "line 4: www.xn--e1afmkfd.xn--p1ai {"raw":"www.пример.рф"}",
        "line 5: d.com {"raw":"http://d.com:80"}",
      ]
    `);
  });

  test('is kept as it stands where no resolver can be told what it says', () => {
    expect(
      read('1.2.3.4', '10.0.0.0/8', '2001:db8::1', 'http://a.com/page', 'b.com:8080', 'label.*', 'https://t.me/@c'),
    ).toMatchInlineSnapshot(`
      [
        "line 1: 1.2.3.4 kept, domain/address",
        "line 2: 10.0.0.0/8 kept, domain/address",
        "line 3: 2001:db8::1 kept, domain/address",
        "line 4: http://a.com/page kept, domain/url-part",
        "line 5: b.com:8080 kept, domain/url-part",
        "line 6: label.* kept, domain/any-tld",
        "line 7: https://t.me/@c kept, domain/url-part",
      ]
    `);
  });

  test('holds several entries where nothing but names stands on it', () => {
    const all = account(
      lines(['a.com, b.com', 'c.com d.com', 'e.com,f.com;g.com', 'h.com / i.com', 'http://j.com/x,y']),
    );
    expect([all.summary, ...told(all)]).toMatchInlineSnapshot(`
      [
        "5 lines with 10 entries: 9 domains, 1 that no resolver can block",
        "line 1, name 1: a.com",
        "line 1, name 2: b.com",
        "line 2, name 1: c.com",
        "line 2, name 2: d.com",
        "line 3, name 1: e.com",
        "line 3, name 2: f.com",
        "line 3, name 3: g.com",
        "line 4, name 1: h.com",
        "line 4, name 2: i.com",
        "line 5: http://j.com/x,y kept, domain/url-part",
      ]
    `);
  });

  test('with a slip needs a person, who is shown what may be meant', () => {
    const slips = [
      ...[
        'tps://a.com',
        'htps:b.com',
        'http//c.com/x',
        'http:\\\\d.com\\',
        'http:/e.com',
        'f.com/*',
        'g h.com',
        '.i.com.',
      ],
      ...[
        'ex\u200bample.com',
        'ftp://j.com',
        'k,com',
        '||l.com^',
        '#m.com',
        '-n.com',
        'exam-.com',
        'o (dot) com',
        '[xxx]',
        'label',
        'x/y',
      ],
    ];
    expect(read(...slips, 'good.com', 'better.com', 'best.com')).toMatchInlineSnapshot(`
      [
        "line 1: domain/scheme? a.com",
        "line 2: domain/character? b.com",
        "line 3: domain/character? c.com/x",
        "line 4: domain/character? http://d.com/ | d.com/",
        "line 5: domain/character? e.com",
        "line 6: paper/spelling? f.com",
        "line 7: paper/prose? h.com | gh.com",
        "line 8: domain/empty? i.com",
        "line 9: domain/invisible? example.com",
        "line 10: domain/scheme? j.com",
        "line 11: domain/character? k.com",
        "line 12: domain/character? l.com",
        "line 13: domain/empty? m.com",
        "line 14: paper/spelling? n.com",
        "line 15: paper/spelling? exam.com",
        "line 16: paper/prose? o.com",
        "line 17: domain/placeholder?",
        "line 18: paper/no-ending?",
        "line 19: domain/character?",
        "line 20: good.com",
        "line 21: better.com",
        "line 22: best.com",
      ]
    `);
  });

  test('of letters that look like others is taken as they are: a guard sees to it', () => {
    expect(read('gооgle.com')).toEqual(['line 1: xn--ggle-55da.com {"raw":"gооgle.com"}']);
  });

  test('whose number is stuck to the name needs a person, but not one of numbered mirrors', () => {
    expect(
      read('1.a.com', '2.b.com', '3.c.com', '1.mirror.com', '2.mirror.com', '7 d.com', '8 e.com'),
    ).toMatchInlineSnapshot(`
      [
        "line 1: paper/numbering? a.com | 1.a.com",
        "line 2: paper/numbering? b.com | 2.b.com",
        "line 3: paper/numbering? c.com | 3.c.com",
        "line 4: 1.mirror.com",
        "line 5: 2.mirror.com",
        "line 6: d.com",
        "line 7: e.com",
      ]
    `);
  });

  test('with dates behind the name gives them, and asks what they are', () => {
    const paper = lines([
      'Sperrliste',
      'a.com 26.07.2017',
      'b.com 01.02.2018 5990242/0800 03.04.2018',
      'c.com 04.05.2018 05.06.2019',
      'Seite 2',
    ]);
    expect(told(account(paper))).toMatchInlineSnapshot(`
      [
        "line 1: paper/line-break? Sperrlistea.com | a.com",
        "line 2: with line 1",
        "line 3: b.com {"from":"2018-02-01"}",
        "line 4: c.com {"from":"2018-05-04","deleted":"2019-06-05"}",
        "line 5: no target",
      ]
    `);
    expect(told(account(paper, {}, { listedColumn: 'none', deletedColumn: 'none' }))).toMatchInlineSnapshot(`
      [
        "line 1: paper/line-break? Sperrlistea.com | a.com",
        "line 2: with line 1",
        "line 3: b.com",
        "line 4: c.com",
        "line 5: no target",
      ]
    `);
  });
});

describe('a line that may go on in the next', () => {
  test('is one question with both readings and the lines by themselves', () => {
    expect(
      read(
        'one.com',
        'exam-',
        'ple.com',
        'two.com',
        'exam',
        'ple.org',
        'my.example.',
        'co.uk',
        'three.co',
        'm',
        'very-',
        'long-',
        'name.com',
        'four',
        '.com',
      ),
    ).toMatchInlineSnapshot(`
      [
        "line 1: one.com",
        "line 2: paper/line-break? exam-ple.com | example.com | ple.com",
        "line 3: with line 2",
        "line 4: two.com",
        "line 5: paper/line-break? example.org | ple.org",
        "line 6: with line 5",
        "line 7: paper/line-break? my.example.co.uk | co.uk",
        "line 8: with line 7",
        "line 9: paper/line-break? three.com | three.co",
        "line 10: with line 9",
        "line 11: paper/line-break? very-long-name.com | very-longname.com | verylongname.com | name.com",
        "line 12: with line 11",
        "line 13: with line 11",
        "line 14: paper/line-break? four.com",
        "line 15: with line 14",
      ]
    `);
  });

  test('is one question where a web address may be broken', () => {
    expect(
      read(
        'http://a.com/',
        'some/page.html',
        'b.com',
        'http://www.c.com/dir/pa',
        'ge.html',
        'https://',
        'd.com',
        'http://www.exam',
        'ple.net/x',
        'e.com',
      ),
    ).toMatchInlineSnapshot(`
      [
        "line 1: paper/line-break? http://a.com/some/page.html | http://a.com/",
        "line 2: with line 1",
        "line 3: b.com",
        "line 4: paper/line-break? http://www.c.com/dir/page.html | http://www.c.com/dir/pa",
        "line 5: with line 4",
        "line 6: domain/empty?",
        "line 7: d.com",
        "line 8: paper/line-break? http://www.example.net/x | ple.net/x",
        "line 9: with line 8",
        "line 10: e.com",
      ]
    `);
  });

  test('is no question where both lines are whole', () => {
    expect(
      read('a.com.', 'b.com', 'https://c.com/', 'd.com', 'e.com/', 'http://f.com/page', 'g-h.com'),
    ).toMatchInlineSnapshot(`
      [
        "line 1: a.com {"raw":"a.com."}",
        "line 2: b.com",
        "line 3: c.com {"raw":"https://c.com/"}",
        "line 4: d.com",
        "line 5: e.com {"raw":"e.com/"}",
        "line 6: http://f.com/page kept, domain/url-part",
        "line 7: g-h.com",
      ]
    `);
  });

  test('is asked about within one cell as well', () => {
    expect(read('exam-\nple.com', 'a.com\nb.com', 'exam\nple.org, c.com')).toMatchInlineSnapshot(`
      [
        "line 1: paper/line-break? exam-ple.com | example.com | ple.com",
        "line 2, name 1: a.com",
        "line 2, name 2: b.com",
        "line 3: paper/line-break? example.org + c.com | ple.org + c.com",
      ]
    `);
  });
});

test('the dates of a broken line count, in whichever half they stand', () => {
  const paper = table('Domain;Listed', 'exam-;', 'ple.com;26.07.2017', 'a.com;27.07.2017');
  expect(told(account(paper, { answers: { 'line 2': { take: 'example.com' } } }))).toEqual([
    'line 1: heading',
    'line 2: example.com {"raw":"exam- ple.com","from":"2017-07-26"}',
    'line 3: no target',
    'line 4: a.com {"from":"2017-07-27"}',
  ]);
});

describe('a document', () => {
  const document = lines(
    [
      'Annex A to the order of 1 July',
      'The court orders that the site a.com and its mirror',
      'b.com be blocked. See https://court.example/ruling.pdf and S.p.A., Art.3 L.633/1941.',
      'Domain names:',
      '1. streams.to',
      '2. streams2.to',
      'Block-',
      'ing is ordered for exam-',
      'ple.com from today (26.07.2017).',
      '- 3 -',
      'Page 3 of 12',
      '',
    ],
    'docx',
  );

  test('has lines that are names, lines that need a person, and lines that name no site', () => {
    const all = account(document);
    expect([all.summary, ...told(all)]).toMatchInlineSnapshot(`
      [
        "12 lines: 2 domains, 5 that name no site, 1 blank, 4 need you",
        "line 1: no target",
        "line 2: paper/prose? a.com",
        "line 3: paper/prose? b.com + https://court.example/ruling.pdf | b.com | https://court.example/ruling.pdf",
        "line 4: heading",
        "line 5: streams.to",
        "line 6: streams2.to",
        "line 7: no target",
        "line 8: paper/line-break? exam-ple.com | example.com | ple.com",
        "line 9: with line 8",
        "line 10: no target",
        "line 11: no target",
      ]
    `);
  });

  test('does not have the address in its letterhead taken for a target: one question for all pages', () => {
    const all = account(
      pages(
        ['www.ministry.example.cz', 'a.com', 'b.com', 'c.com'],
        ['www.ministry.example.cz', 'd.com', 'e.com', 'f.com'],
      ),
    );
    expect(told(all)).toMatchInlineSnapshot(`
      [
        "page 1, line 1: paper/letterhead? www.ministry.example.cz",
        "page 1, line 2: a.com",
        "page 1, line 3: b.com",
        "page 1, line 4: c.com",
        "page 2, line 1: with page 1, line 1",
        "page 2, line 2: d.com",
        "page 2, line 3: e.com",
        "page 2, line 4: f.com",
      ]
    `);
  });

  test('has the other names of broken lines taken along', () => {
    const texts = ['Blocked are a.com and exam-', 'ple.com with b.com in all the country'];
    expect(told(account(lines(texts, 'docx')))).toEqual([
      'line 1: paper/line-break? a.com + exam-ple.com + b.com | a.com + example.com + b.com | a.com + ple.com + b.com',
      'line 2: with line 1',
    ]);
  });

  test('goes on over the edge of a page', () => {
    expect(told(account(pages(['a.com', 'b.com', 'exam-'], ['ple.com', 'c.com', 'd.com'])))).toMatchInlineSnapshot(`
      [
        "page 1, line 1: a.com",
        "page 1, line 2: b.com",
        "page 1, line 3: paper/line-break? exam-ple.com | example.com | ple.com",
        "page 2, line 1: with page 1, line 3",
        "page 2, line 2: c.com",
        "page 2, line 3: d.com",
      ]
    `);
  });
});
