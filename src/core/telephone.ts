// Patterns are for texts in plain signs (`plainSigns`). What follows a number must not lose its first digits to it: `… 456 1xbet.com`.
const more = String.raw`(?:[ ()./-]{0,2}\d)`;
const end = String.raw`(?![\p{L}\d]|[.-][\p{L}\d])`;

const withPlus = new RegExp(String.raw`(?<![\w+])\+[1-9]${more}{7,14}${end}`, 'gu');

/** ITU-T E.164, list of assigned country codes: of which lengths they are. */
const country =
  '(?:[17]|2[07]|2[1-689]\\d|3[0-469]|3[578]\\d|4[013-9]|42\\d|5[1-8]|5[09]\\d|6[0-6]|6[7-9]\\d|8[1246]|8[0578]\\d|9[0-58]|9[679]\\d)';

/** With the zeros of ITU-T E.123 in the place of the plus; parted, for figures in a row may be the number of a case. */
const withZeros = new RegExp(
  String.raw`(?<![\p{L}\d./-])\(?00${country}(?:\)[ ./-]?|[ ./-])\(?\d${more}{5,11}(?![\p{L}\d]|[./-][\p{L}\d])`,
  'gu',
);

const words = [
  String.raw`t[eé]l(?:[eé](?:f[oó]n|phon)\p{L}*)?|t(?:lf|fno)|тел(?:ефон\p{L}*)?|(?:cell)?phone|ph(?=[.:])|(?:tele-?)?fa(?:x|ks)|факс`,
  String.raw`telem[oó]vel|m[oó]vil|mob(?:iel|il\p{L}{0,2})?|cel(?:l(?:ulare)?|ular)?|gsm|handy|portable|whatsapp`,
].join('|');
const numbered = String.raw`(?:[ .-]{0,2}(?:n[or]?|num(?:mer|ero|ber)|číslo|č|n[°º]|№)(?!\p{L}))?`;
const gap = String.raw`[.:]*(?:\s*[:#]|\s+[/-])?\s*`;
const national = String.raw`[(+]{0,2}\d(?:${more}{0,4}\)? [/-] \(?\d${more}{4,9}|${more}{5,14})`;

/** Without a country, only a word before it tells that it is one. */
const announced = new RegExp(String.raw`(?<!\p{L})(?:${words})${numbered}${gap}${national}${end}`, 'giu');

const year = String.raw`(?:19|20)\d\d`;
const octet = String.raw`(?:\d|[1-9]\d|1\d\d|2[0-4]\d|25[0-5])`;
/** What may follow such a word, or look like zeros and a country, by chance: a case or a law with its year, a day, a host. */
const otherNumber = new RegExp(
  [
    String.raw`\d{1,6}/${year}(?![ ./-]?\d)`,
    String.raw`${year}/\d+`,
    String.raw`\d{1,2}([./-])\d{1,2}\1${year}$`,
    String.raw`${year}([./-])\d{1,2}\2\d{1,2}$`,
    // Four pairs of digits are read as a telephone number.
    String.raw`(?!\d\d(?:\.\d\d){3}$)${octet}(?:\.${octet}){3}$`,
    String.raw`00\d{1,3}(?:/${year}(?!\d)|-${year}-)`,
  ]
    .map((one) => `^${one}`)
    .join('|'),
);

/** Where telephone numbers stand, each with the word that announces it. */
export function telephones(text: string): readonly (readonly [from: number, to: number])[] {
  return [withPlus, withZeros, announced].flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([found]) => !otherNumber.test(found.replace(/^[^\d+(]+/, '')))
      .map(({ index, 0: found }) => [index, index + found.length] as const),
  );
}
