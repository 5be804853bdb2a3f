import { describe, expect, test } from 'vitest';
import type { Objection } from '../../src/import/account.ts';
import { accountTable } from '../../src/import/account-table.ts';
import type { Answers } from '../../src/import/answers.ts';
import { account, lines, table, told } from './papers.ts';

const guarded = (name: string): readonly Objection[] => {
  if (name === 'archive.org') {
    const message = 'Many people depend on archive.org.';
    return [{ code: 'domain/protected', severity: 'error', message, acceptable: true }];
  }
  if (name === 'x.rpz-ip') {
    const message = 'x.rpz-ip would not be taken for a name.';
    return [{ code: 'domain/policy-mark', severity: 'error', message, acceptable: false }];
  }
  const message = 'It looks like google.com.';
  return name.startsWith('xn--ggle')
    ? [{ code: 'domain/confusable', severity: 'warning', message, acceptable: true }]
    : [];
};

const answered = (texts: readonly string[], answers: Answers) =>
  told(account(lines(texts), { judge: guarded, answers }));

describe('a name that the paper lists again', () => {
  test('is a duplicate of the place where it stands first, however it is written', () => {
    expect(
      told(account(lines(['a.com', 'https://A.com/', 'www.a.com', '*.a.com', '*.A.com', '1.2.3.4', '1.2.3.4']))),
    ).toEqual([
      'line 1: a.com',
      'line 2: a.com as at line 1',
      'line 3: www.a.com',
      'line 4: a.com {"raw":"*.a.com","scope":"subdomains"}',
      'line 5: *.a.com as at line 4',
      'line 6: 1.2.3.4 kept, domain/address',
      'line 7: 1.2.3.4 as at line 6',
    ]);
  });

  test('counts for itself where the first listing does not hold for all its time', () => {
    const paper = table(
      'Domain;Listed;Deleted',
      'a.com;26.07.2017;01.02.2018',
      'a.com;01.03.2018;',
      'a.com;26.07.2017;31.12.2017',
      'a.com;01.01.2018;01.01.2019',
      'a.com;02.03.2018;',
      'a.com;;',
    );
    expect(told(account(paper))).toEqual([
      'line 1: heading',
      'line 2: a.com {"from":"2017-07-26","deleted":"2018-02-01"}',
      'line 3: a.com {"from":"2018-03-01"}',
      'line 4: a.com as at line 2',
      'line 5: a.com {"from":"2018-01-01","deleted":"2019-01-01"}',
      'line 6: a.com as at line 3',
      'line 7: a.com',
    ]);
  });

  test('is left out with the first, if a person left that out', () => {
    const answers = { 'line 1': { leaveOut: 'The court withdrew it.', by: 'court' } } as const;
    expect(answered(['a.com', 'a.com'], answers)).toEqual([
      'line 1: a.com left out: The court withdrew it.',
      'line 2: a.com as at line 1',
    ]);
  });
});

test('a name that other orders hold is taken all the same, and they are named', () => {
  const existing = (name: string) => (name === 'a.com' ? ['it-2022', 'it-2023'] : []);
  const all = account(lines(['a.com', 'b.com']), { existing });
  expect([all.summary, ...told(all)]).toEqual([
    '2 lines: 1 domain, 1 domain that another order holds too',
    'line 1: a.com also in it-2022, it-2023',
    'line 2: b.com',
  ]);
});

describe('what a guard has against a name', () => {
  test('needs a person, who may accept it, correct it or leave it out, each with a reason', () => {
    const [item] = account(lines(['archive.org']), { judge: guarded }).items;
    expect(item).toEqual({
      verdict: 'needs-you',
      at: 'line 1',
      text: 'archive.org',
      code: 'domain/protected',
      reason: 'Many people depend on archive.org.',
      choices: [
        { label: 'Take it all the same', needs: 'reason', gives: 'accept' },
        { label: 'Write another name', needs: 'name' },
        { label: 'Leave it out, because the court does not order it', needs: 'reason', gives: 'leaveOut', by: 'court' },
        { label: 'Leave it out although it is ordered', needs: 'reason', gives: 'leaveOut', by: 'operator' },
      ],
    });
  });

  test('is settled by an answer', () => {
    const of = (answers: Answers) => answered(['archive.org'], answers);
    expect(of({ 'line 1': { accept: 'It is on page 3.' } })).toEqual([
      'line 1: archive.org {"accepted":{"codes":["domain/protected"],"reason":"It is on page 3."}}',
    ]);
    expect(of({ 'line 1': { take: 'archive.example' } })).toEqual(['line 1: archive.example {"raw":"archive.org"}']);
    expect(of({ 'line 1': { leaveOut: 'It cannot be meant.', by: 'operator' } })).toEqual([
      'line 1: archive.org left out: It cannot be meant.',
    ]);
    expect(of({ 'line 1': { noTarget: true } })).toEqual(['line 1: no target']);
  });

  test('stays a question where a record may not accept it', () => {
    const all = account(lines(['x.rpz-ip']), { judge: guarded, answers: { 'line 1': { accept: 'I want it.' } } });
    expect(told(all)).toEqual(['line 1: domain/policy-mark?']);
    expect(
      all.items.flatMap((item) => (item.verdict === 'needs-you' ? item.choices.map(({ label }) => label) : [])),
    ).toEqual([
      'Write another name',
      'Leave it out, because the court does not order it',
      'Leave it out although it is ordered',
    ]);
  });

  test('is a note where it is but a warning', () => {
    const [item] = account(lines(['gооgle.com']), { judge: guarded }).items;
    expect(item?.verdict === 'accepted' && item.notes).toEqual(['It looks like google.com.']);
  });

  test('is told again of a name that a person writes', () => {
    expect(answered(['tps://archive.org'], { 'line 1': { take: 'archive.org' } })).toEqual([
      'line 1: domain/protected?',
    ]);
    expect(answered(['tps://archive.org'], { 'line 1': { take: 'archive.org', accept: 'Page 3.' } })).toEqual([
      'line 1: archive.org {"raw":"tps://archive.org","accepted":{"codes":["domain/protected"],"reason":"Page 3."}}',
    ]);
    expect(answered(['tps://a.com'], { 'line 1': { take: 'a com' } })).toEqual(['line 1: domain/character?']);
  });
});

describe('an answer', () => {
  test('to a broken name settles all its lines, and the words of all are kept', () => {
    const texts = ['exam-', 'ple.com', 'b.com'];
    expect(answered(texts, { 'line 1': { take: 'example.com' } })).toEqual([
      'line 1: example.com {"raw":"exam- ple.com"}',
      'line 2: no target',
      'line 3: b.com',
    ]);
    expect(answered(texts, { 'line 1': { noTarget: true } }).slice(0, 2)).toEqual([
      'line 1: no target',
      'line 2: no target',
    ]);
    expect(answered(['http://a.com/', 'x/y.html'], { 'line 1': { take: 'http://a.com/x/y.html' } })).toEqual([
      'line 1: http://a.com/x/y.html kept, domain/url-part',
      'line 2: no target',
    ]);
  });

  test('that leaves out a broken name keeps the words of all its lines', () => {
    const answers: Answers = { 'line 1': { leaveOut: 'Withdrawn.', by: 'court' } };
    expect(answered(['exam-', 'ple.com'], answers)).toEqual([
      'line 1: exam- ple.com left out: Withdrawn.',
      'line 2: no target',
    ]);
  });

  test('may be for one of several names on a line', () => {
    expect(answered(['a.com, b.com'], { 'line 1, name 2': { leaveOut: 'Not ordered.', by: 'court' } })).toEqual([
      'line 1, name 1: a.com',
      'line 1, name 2: b.com left out: Not ordered.',
    ]);
    expect(answered(['see a.com and b.com'], { 'line 1': { take: ['a.com', 'b.com'] } })).toEqual([
      'line 1, name 1: a.com {"raw":"see a.com and b.com"}',
      'line 1, name 2: b.com {"raw":"see a.com and b.com"}',
    ]);
  });

  test('that settles nothing is told', () => {
    const answers: Answers = {
      'line 7': { noTarget: true },
      'line 2': { accept: 'Fine.' },
      'line 1': { accept: 'Fine.' },
    };
    expect(account(lines(['a.com', 'tps://b.com']), { answers }).unused).toEqual(['line 7', 'line 2']);
    expect(answered(['a.com'], { 'line 1': { take: [] } })).toEqual(['line 1: a.com']);
  });

  test('is found by its place alone', () => {
    expect(answered(['a.com'], JSON.parse('{"__proto__": {"noTarget": true}}'))).toEqual(['line 1: a.com']);
  });
});

describe('the table of an account', () => {
  test('has every line with what became of it and why, as CSV', () => {
    const paper = table(
      'Domain;Listed',
      'a.com;26.07.2017',
      'A.com;26.07.2017',
      '"b.com";27.07.2017',
      '1.2.3.4;',
      'exam ple.com;',
      ';',
      'archive.org;',
    );
    const existing = (name: string) => (name === 'b.com' ? ['it-2022'] : []);
    const all = account(paper, { existing, judge: guarded, answers: { 'line 8': { accept: 'On page 3, "annex".' } } });
    expect(accountTable(all)).toBe(
      [
        'place,result,name,paper,why',
        'line 1,no-target,,Domain,It heads a column or a list.',
        'line 2,accepted,a.com,a.com,',
        'line 3,duplicate,a.com,A.com,The same as at line 2.',
        'line 4,already-ordered,b.com,"""b.com""",Also ordered by it-2022.',
        'line 5,not-expressible,1.2.3.4,1.2.3.4,"1.2.3.4 is an IP address, not a name; it is kept in the record and not blocked."',
        'line 6,needs-you,,exam ple.com,More than names stands on this line.',
        'line 8,accepted,archive.org,archive.org,"On page 3, ""annex""."',
        ',blank,,,1 blank line',
        '',
      ].join('\r\n'),
    );
  });

  test('has no cell that a spreadsheet would take for a formula, nor a line break or a control character', () => {
    const csv = accountTable(
      account(lines(['=cmd|x!A1', '+1', '-2+3', '@sum', '\t=x', 'a\u001b[2Jb', 'a.com\n=b.com'])),
    );
    expect(csv).toMatchInlineSnapshot(`
      "place,result,name,paper,why
      line 1,no-target,,"'=cmd|x!A1",It names no site.
      line 2,no-target,,"'+1",It is the number of a page.
      line 3,no-target,,"'-2+3",It names no site.
      line 4,needs-you,,"'@sum","This is not a domain name: ""@"" cannot stand in a domain name."
      line 5,needs-you,,"'=x","This is not a domain name: ""="" cannot stand in a domain name."
      line 6,needs-you,,a<U+001B>[2Jb,This is not a domain name: it holds the invisible character U+001B.
      line 7,needs-you,,a.com =b.com,More than names stands on this line.
      "
    `);
  });
});
