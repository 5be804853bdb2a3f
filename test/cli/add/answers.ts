import type { Answers } from '../../support/conversation.ts';

/** What a person says of the order of Milan against Cloudflare, question by question. */
export const paperOfMilan: Answers = [
  ['What kind of paper', 'A court order or judgment'],
  ['Which court or authority', 'Tribunale di Milano'],
  ['What is it?', 'A court'],
  ['In which country', 'Italy'],
  ['case number', 'R.G. 15659/2022; R.G. 15660/2022'],
  ['Who asked for it', 'Sony Music Entertainment Italy S.p.A.; Universal Music Italia S.r.l.'],
  ['Who must obey it', 'Cloudflare, Inc.'],
  ['Which law', 'L. 633/1941 art. 156'],
];

export const dutyOfMilan: Answers = [
  ['Who must act', ['Operators of DNS resolvers']],
  ['What must they do', 'Block the names'],
  ['Where?', 'In several countries'],
  ['In which countries', 'Italy; San Marino'],
  ['How long', 'A number of days'],
  ['How many days', '10'],
  ['From when does that time run', 'From when it was served on us'],
  ['What shall people see', 'A page with a notice'],
  ['IPv4 address', '192.0.2.1'],
  ['IPv6 address', '2001:db8::1'],
];

export const datesOfMilan: Answers = [
  ['When was it decided', '11 luglio 2022'],
  ['When was it served', '12/07/2022 15:30'],
  ['can be read in two ways', '12 July 2022'],
  ['From when must the names be blocked', 'From another day'],
  ['From which day', '2022-07-14'],
];

export const restOfMilan: Answers = [
  ['any of this too', ['A last day', 'What disobedience costs', 'That later names', 'Something else']],
  ['last day', '31.12.2027'],
  ['disobedience cost', 'EUR 10,000 for each day'],
  ['Which later names', 'Those that somebody will notify'],
  ['What should a colleague know', 'Ask the court # before 2027: "yes" & no'],
];

export const namesOfMilan: Answers = [
  ['Where are the names', 'I paste or type them'],
  [
    'Paste or type',
    'kickasstorrents.to\n\n  hxxps://www.limetorrents[.]pro/\t\nilcorsaronero.pro\nkickasstorrents.to\n',
  ],
];

export const endOfMilan: Answers = [
  ['Who may see', 'Everyone'],
  ['How do you know', 'I have the paper itself'],
  ['Where on the web', 'https://example.org/milano.pdf'],
  ['What shall it be called', ''],
  ['short name', ''],
  ['Is it right?', 'Yes, write it'],
];

export const allOfMilan: Answers = [
  ...paperOfMilan,
  ...dutyOfMilan,
  ...datesOfMilan,
  ...restOfMilan,
  ...namesOfMilan,
  ...endOfMilan,
];
