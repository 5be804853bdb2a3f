export type Severity = 'error' | 'warning' | 'note';

/** What `blocklist explain CODE` says of a code: its name for people, why it matters, what to do. */
export interface CodePage {
  readonly severity: Severity;
  readonly title: string;
  readonly why: string;
  /** Empty where there is nothing to do. */
  readonly next: string;
}

/**
 * Every finding that the program can make. An error keeps a build from writing anything; a warning is for a second
 * look; a note says what became of a line.
 */
export const codes = {
  'build/empty': {
    severity: 'error',
    title: 'The build would block nothing',
    why: 'An empty blocklist frees every name at once. That is hardly ever meant: more often the wrong folder or the wrong date was given.',
    next: 'Look at the folder and the date. If nothing should be blocked, say so with --allow-empty.',
  },
  'build/foreign-files': {
    severity: 'error',
    title: 'The output folder holds files that are not ours',
    why: 'A build replaces everything in its folder as one. Files of someone else would be lost.',
    next: 'Name another folder with --out, or move those files away.',
  },
  'build/no-serial': {
    severity: 'note',
    title: 'There is no earlier build to count on from',
    why: 'Resolvers that copy the files from another take them only when their number (the serial) has grown. The last number stands in the earlier manifest.json, which is not there.',
    next: 'Nothing to do if this is the first build. If resolvers use such files already, ask whoever runs them for the last serial, and give it plus one with --serial.',
  },
  'build/read-back': {
    severity: 'error',
    title: 'A written file did not read back as it should',
    why: 'Every file is read back before it takes the place of the old one. This one differs from what was to be written, so the old files stay.',
    next: 'Look at the disk. If it is sound, this is a fault of the program: please report it.',
  },
  'domain/address': {
    severity: 'warning',
    title: 'An IP address, not a name',
    why: 'Thousands of unrelated sites can share one address: blocking 11 addresses for 14 sites cut off much of a country in 2022. A resolver blocks names.',
    next: 'Nothing to do if the order means the address: it stays in the record and is not blocked. If a name was meant, write the name.',
  },
  'domain/any-tld': {
    severity: 'warning',
    title: 'A name under every ending',
    why: 'The paper means film.com, film.net and so on, under every ending that there is. No resolver can be told so, and nobody can list them all. It stays in the record and is not blocked.',
    next: 'Add each name as it becomes known, with the notice that names it.',
  },
  'domain/character': {
    severity: 'error',
    title: 'A character that a domain name cannot hold',
    why: 'A name holds letters, digits, hyphens, underscores and dots. One wrong character can make a resolver refuse the whole list.',
    next: 'Compare the line with the paper and write the name alone.',
  },
  'domain/confusable': {
    severity: 'warning',
    title: 'A name that looks like a well-known one',
    why: 'Letters of other alphabets can look the same. The name shown is the one that will be blocked.',
    next: 'Compare it with the paper, letter by letter.',
  },
  'domain/empty': {
    severity: 'error',
    title: 'A name, or a part of one, is missing',
    why: 'Two dots side by side, or a dot at the start, leave an empty part. Many resolvers drop the whole list for it.',
    next: 'Compare the line with the paper and write the whole name.',
  },
  'domain/idna': {
    severity: 'error',
    title: 'Letters that a name cannot have',
    why: 'Names with letters beyond a to z follow rules of their own (IDNA: RFC 5891, UTS 46). This one breaks them, so no such name can exist.',
    next: 'Compare the line with the paper, and copy the name from there.',
  },
  'domain/invisible': {
    severity: 'error',
    title: 'An invisible character in a name',
    why: 'Characters without a shape come along when text is copied from a PDF. Dropping them could join two names into one that nobody ordered.',
    next: 'Type the name by hand.',
  },
  'domain/mixed-script': {
    severity: 'warning',
    title: 'Letters of several alphabets in one name',
    why: 'Such names are legal and often meant to deceive. The name shown is the one that will be blocked.',
    next: 'Compare it with the paper, letter by letter.',
  },
  'domain/operator-own': {
    severity: 'error',
    title: 'One of our own names',
    why: 'Blocking it would cut off our own service, the way to reach us included.',
    next: 'Ask for a second look. If the order does mean it, accept domain/operator-own in the record, with the reason.',
  },
  'domain/placeholder': {
    severity: 'error',
    title: 'A redaction, not a name',
    why: 'Courts blank out names before they publish. What stands here is the blank.',
    next: 'Take the line out, or write the name if you have the paper that shows it.',
  },
  'domain/policy-mark': {
    severity: 'error',
    title: 'A name that resolvers would not take for a name',
    why: 'In the files for resolvers, the endings rpz-ip, rpz-client-ip, rpz-nsip and rpz-nsdname have a meaning of their own. One such name can stop a resolver.',
    next: 'Compare the line with the paper: no such ending exists.',
  },
  'domain/protected': {
    severity: 'error',
    title: 'A name that many people depend on',
    why: 'Annexes have named archive.org and a day of Google Drive by mistake. Names like this are stopped until somebody has looked twice.',
    next: 'Ask for a second look. If the order does mean it, accept domain/protected in the record, with the reason. If not, list it under excluded, with the reason.',
  },
  'domain/public-suffix': {
    severity: 'error',
    title: 'An ending below which anyone can have a site',
    why: 'It is no single site: anyone can have a name below it (such endings are called public suffixes: publicsuffix.org). Blocking it would block every site there.',
    next: 'Name the site itself. If the order does mean all of them, accept domain/public-suffix in the record, with the reason.',
  },
  'domain/scheme': {
    severity: 'error',
    title: 'Not a web address',
    why: 'Web addresses begin with http:// or https://. What stands before :// here is something else, perhaps a slip.',
    next: 'Compare the line with the paper and write the name alone.',
  },
  'domain/second-look': {
    severity: 'warning',
    title: 'A very well-known site',
    why: 'Courts have ordered such names blocked, and lists have held them by mistake. It will be blocked.',
    next: 'Make sure that the order names it. If it does not, list it under excluded, with the reason.',
  },
  'domain/special-use': {
    severity: 'error',
    title: 'A name set apart for technical use',
    why: 'Names such as localhost, invalid, arpa and onion have a fixed meaning (RFC 6761 and the registry that it opens). No site lives there, and blocking them breaks programs.',
    next: 'Compare the line with the paper. If the order does mean it, accept domain/special-use in the record, with the reason.',
  },
  'domain/too-long': {
    severity: 'error',
    title: 'A name that is too long to exist',
    why: 'A name has at most 253 characters and each part at most 63 (RFC 1035 section 2.3.4).',
    next: 'Compare the line with the paper: two names may have run together.',
  },
  'domain/too-long-for-zone': {
    severity: 'error',
    title: 'A name too long for the file that resolvers load',
    why: 'In the file for resolvers, a name of our own (the zone) is put behind each name, and both together may have 253 characters. One name too long makes the whole file useless.',
    next: 'Ask whoever looks after the settings for a shorter zone name in blocklist.config.yaml, or block a shorter part of the name if the order allows it.',
  },
  'domain/top-level': {
    severity: 'error',
    title: 'A whole ending, such as .com',
    why: 'Blocking it would block every site under that ending.',
    next: 'Write the full name. If the order does mean the whole ending, accept domain/top-level in the record, with the reason.',
  },
  'domain/unknown-suffix': {
    severity: 'warning',
    title: 'An ending that nobody knows',
    why: 'It is in no list of endings (publicsuffix.org). It may be a slip, and then the name that should be blocked is not.',
    next: 'Compare the ending with the paper.',
  },
  'domain/url-part': {
    severity: 'warning',
    title: 'Part of a site, not the whole',
    why: 'A resolver sees names only. Blocking the name would block more than the order says, so it is never widened: the line stays in the record and is not blocked.',
    next: 'Nothing to do if the order means just that page. If it means the whole site, write the name alone.',
  },
  'domain/wildcard': {
    severity: 'warning',
    title: 'A name with a star',
    why: 'The star stands for the names below, not for the name itself: that stays free.',
    next: 'If the name itself is meant too, write it without the star.',
  },
  'input/unused-list': {
    severity: 'warning',
    title: 'A list that no record names',
    why: 'It lies beside the orders, but nothing in it is blocked by it. Somebody may think that it is.',
    next: 'Name it in the record that it belongs to, with its fingerprint (SHA-256), or move it away.',
  },
  'order/acceptance-unused': {
    severity: 'warning',
    title: 'A second look that nothing needs',
    why: 'The record says under overblock that a doubtful name is meant, and there is no such name. Left there, it would let a later mistake pass.',
    next: 'Take it out of the record, or look at the spelling of the names that it is for.',
  },
  'order/action-conflict': {
    severity: 'warning',
    title: 'Orders that ask for different answers',
    why: 'A name can have one answer only. A notice page goes before an empty answer, an empty answer before none; between equals, the older order decides. The name is blocked in any case.',
    next: 'Nothing to do if that is right. Else agree with the authorities which answer to give.',
  },
  'order/amendment-order': {
    severity: 'error',
    title: 'Amendments out of order',
    why: 'Amendments are applied one after another. One that is dated before its predecessor would rewrite the past.',
    next: 'Put the amendments in the order of their dates.',
  },
  'order/annex-count': {
    severity: 'error',
    title: 'A list that is longer or shorter than its paper says',
    why: 'Lines may have been lost or added on the way.',
    next: 'Compare the file with the paper, then correct count.',
  },
  'order/annex-digest': {
    severity: 'error',
    title: 'A list that is not the one on record',
    why: 'The record keeps a fingerprint of the file (its SHA-256), which proves which names were ordered. The file has changed since, so it is not used.',
    next: 'Bring back the file as it came. If the change is right, it is an amendment: give it its own date and paper.',
  },
  'order/annex-encoding': {
    severity: 'error',
    title: 'A list in an unknown character set',
    why: 'Its letters are not stored in the usual way (UTF-8), so some of them would be guessed.',
    next: 'Save it as UTF-8 text, and write its new fingerprint (SHA-256) into the record. Ask for help if you are not sure.',
  },
  'order/annex-line-ends': {
    severity: 'warning',
    title: 'A list whose line ends were changed',
    why: 'Git on Windows changes how lines end when it fetches files. Changed back, the file is the one on record, so it is used.',
    next: 'Nothing is lost. So that it stays so, ask whoever looks after the folder to write "*.txt -text" into .gitattributes.',
  },
  'order/annex-missing': {
    severity: 'error',
    title: 'A list that is not there',
    why: 'The record names a file that does not exist, so its names are not known.',
    next: 'Put the file beside the record, or correct its name.',
  },
  'order/annex-path': {
    severity: 'error',
    title: 'A list outside the folder of its record',
    why: 'A record may name files only in its own folder or below it, so that it can be moved and reviewed as one.',
    next: 'Move the file there and write its path with / between folders.',
  },
  'order/any-tld': {
    severity: 'warning',
    title: 'A duty that no resolver can be told',
    why: 'The order wants the same name blocked under every ending. That stays in the record and is not blocked by itself.',
    next: 'Add each name as it becomes known, with the notice that names it.',
  },
  'order/approval-missing': {
    severity: 'error',
    title: 'An order that too few people have approved',
    why: 'The configuration asks that colleagues look at an order before it counts, and again whenever it changes. Until they have, no build writes anything and the files of the last build stay: a new order does not block yet, and an order that was ended still blocks.',
    next: 'Let a colleague look at the record; "blocklist approve ORDER --by NAME" writes down that it is right.',
  },
  'order/approval-outdated': {
    severity: 'warning',
    title: 'An approval of what the record said before',
    why: 'The record has changed since that person approved it. An approval counts only for the very record that it was given for; comments and layout make no difference.',
    next: 'Let that person look at the change, and approve it again if it is right.',
  },
  'order/approval-unknown': {
    severity: 'warning',
    title: 'An approval by somebody who may not give one',
    why: 'Only the people named under approvals in blocklist.config.yaml can approve orders. This approval does not count.',
    next: 'Look at the spelling. If that person may approve orders, add the name to approvals.people in the configuration.',
  },
  'order/country': {
    severity: 'error',
    title: 'Not a country code',
    why: 'Countries are written as two capital letters (ISO 3166-1), for example IT; the United Kingdom is GB.',
    next: 'Write two capital letters in quotes; the United Kingdom is "GB".',
  },
  'order/date': {
    severity: 'error',
    title: 'Not a date',
    why: 'A date is written year-month-day, as "2022-07-11", and must exist. A moment has a time too, and how far its clock is from Greenwich: "2022-07-11T09:30:00+02:00".',
    next: 'Compare it with the paper.',
  },
  'order/draft': {
    severity: 'warning',
    title: 'An order without a beginning',
    why: 'The record does not say from when names must be blocked. It is a draft, and nothing is blocked by it.',
    next: 'Add the date when it is known: blocklist begin ORDER --date DAY.',
  },
  'order/duplicate-id': {
    severity: 'error',
    title: 'Two records with one id',
    why: 'An id stands for one order for ever.',
    next: 'Give one of them another id.',
  },
  'order/duplicate-target': {
    severity: 'note',
    title: 'A name that stands there already',
    why: 'The same name, meant in the same way, is on an earlier line of the order. Both lines are one.',
    next: '',
  },
  'order/event-order': {
    severity: 'warning',
    title: 'Events that do not stand oldest first',
    why: 'What happened is written oldest first, and some events need another before them. What counts is worked out from the dates.',
    next: 'Compare the dates with the papers.',
  },
  'order/exception-held': {
    severity: 'note',
    title: 'An exception that another order does not make',
    why: 'An order can leave free only what it blocks itself. As long as another order holds the name, it stays blocked.',
    next: '',
  },
  'order/exception-outside': {
    severity: 'error',
    title: 'An exception that excepts nothing',
    why: 'A name can be excepted only where it lies below a name that the order blocks.',
    next: 'Look at the spelling of the exception.',
  },
  'order/excluded': {
    severity: 'note',
    title: 'A name that the court left out',
    why: 'It stands in the paper and is not blocked: the order refuses it, or withdrew it.',
    next: '',
  },
  'order/excluded-absent': {
    severity: 'error',
    title: 'An exclusion that excludes nothing',
    why: 'The name is not among those that the order lists, so the one that was meant is still blocked.',
    next: 'Look at the spelling, and at the list.',
  },
  'order/excluded-covered': {
    severity: 'warning',
    title: 'A name that is left out and still blocked',
    why: 'A shorter name of the same order blocks everything below it.',
    next: 'If the order leaves it free, list it under exceptions.',
  },
  'order/held-back': {
    severity: 'warning',
    title: 'A name that is ordered and not blocked',
    why: 'The record holds it back by our own decision. Until the order is corrected, the court may expect it to be blocked.',
    next: 'Ask the court or the applicant to correct the list, and record the answer.',
  },
  'order/kept-only': {
    severity: 'note',
    title: 'A paper that blocks nothing',
    why: 'It is kept for the record. Only orders block.',
    next: '',
  },
  'order/never-held': {
    severity: 'warning',
    title: 'A name that is never blocked',
    why: 'The time of the name and the time of its order have no moment in common.',
    next: 'Compare the dates with the paper.',
  },
  'order/no-blocking-duty': {
    severity: 'note',
    title: 'No duty to block on a DNS resolver',
    why: 'The order lays other duties on other services. Nothing is blocked by it here.',
    next: '',
  },
  'order/no-obligations': {
    severity: 'warning',
    title: 'Names and no duty',
    why: 'The record lists names and does not say who must do what about them, so nothing is blocked.',
    next: 'Add obligations: for a resolver, service dns-resolver and effect block.',
  },
  'order/no-targets': {
    severity: 'warning',
    title: 'An order that blocks nothing',
    why: 'It has a duty to block and not one name that can be blocked.',
    next: 'Add the names when they are known.',
  },
  'order/no-time-zone': {
    severity: 'warning',
    title: 'No time zone',
    why: 'Without one, days begin and end by the clock of Greenwich (UTC), which can be hours off.',
    next: 'Write timeZone into authority, for example Europe/Rome.',
  },
  'order/not-ours': {
    severity: 'note',
    title: 'An order for somebody else',
    why: 'The configuration says who we are and where, and this order binds others or other places. Nothing is blocked by it here.',
    next: 'Nothing to do if that is right. Else add the name that the order uses for us to operator.names in blocklist.config.yaml.',
  },
  'order/redirect-address': {
    severity: 'error',
    title: 'A notice page that cannot be reached',
    why: 'Its address must be one that browsers everywhere can reach, and this one is not.',
    next: 'Write the addresses of the server that shows the notice.',
  },
  'order/removes-absent': {
    severity: 'error',
    title: 'A removal that removes nothing',
    why: 'The name is not in the list at that date, so the one that was meant stays blocked.',
    next: 'Look at the spelling, and at the date.',
  },
  'order/snapshot-empty': {
    severity: 'error',
    title: 'A whole list without names',
    why: 'A name that a new whole list lacks is no longer blocked. An empty list frees them all, and that is hardly ever meant.',
    next: 'Look at the file. If the order is over, say so: blocklist lift ORDER.',
  },
  'order/superseded-by': {
    severity: 'warning',
    title: 'A successor that is not on record',
    why: 'The order is over because another took its place, and that other one is not here.',
    next: 'Add the record of the successor.',
  },
  'order/target-window': {
    severity: 'error',
    title: 'A name that ends before it begins',
    why: 'It would never be blocked.',
    next: 'Compare from and until with the paper.',
  },
  'order/time-zone': {
    severity: 'error',
    title: 'Not a time zone',
    why: 'Time zones are named by region and city, as Europe/Rome (IANA time zone database).',
    next: 'Look at the spelling.',
  },
  'paper/date': {
    severity: 'error',
    title: 'A date that cannot be read',
    why: 'From the date follows for how long a name is blocked. A guess could free it too early or hold it too long.',
    next: 'Look at the date in the paper and write it as year-month-day, or say that the line has none.',
  },
  'paper/letterhead': {
    severity: 'error',
    title: 'A name at the edge of several pages',
    why: 'At the top or the bottom of pages stands mostly the address of the authority itself, which nobody wants blocked.',
    next: 'Look at the paper. If it is a letterhead or a footer, say that it is no name to block.',
  },
  'paper/line-break': {
    severity: 'error',
    title: 'A name that may be broken over two lines',
    why: 'A hyphen at the end of a line may belong to the name or not. Joined wrongly, the name is one that nobody ordered.',
    next: 'Look at the paper and choose how the name reads.',
  },
  'paper/no-ending': {
    severity: 'error',
    title: 'A word without an ending such as .com',
    why: 'By itself it is no name of a site. Adding an ending would be a guess.',
    next: 'Look at the paper and write the whole name, or say that it is no name to block.',
  },
  'paper/numbering': {
    severity: 'error',
    title: 'A number that may belong to the name',
    why: 'Taken as a part of the name, the number of the line would make a name that nobody ordered, and leave the right one free.',
    next: 'Look at the paper and choose how the name reads.',
  },
  'paper/other-column': {
    severity: 'error',
    title: 'A name in another column',
    why: 'The column of the names is empty on this line, and another one holds what looks like a name.',
    next: 'Look at the paper and choose: take the name, or say that it is no name to block.',
  },
  'paper/prose': {
    severity: 'error',
    title: 'More than names on a line',
    why: 'A web address in a sentence may be what the order blocks, or where it can be read. Only a person can tell.',
    next: 'Look at the paper and choose what of it is to be blocked.',
  },
  'paper/spelling': {
    severity: 'error',
    title: 'A name with a slip in it',
    why: 'Lists are typed by hand. What the writer meant is likely but not certain, so it is not mended without you.',
    next: 'Look at the paper. Take what is proposed, or write the name.',
  },
  'schema/missing': {
    severity: 'error',
    title: 'Something is missing',
    why: 'The record cannot be understood without it.',
    next: 'Add it.',
  },
  'schema/unknown-key': {
    severity: 'error',
    title: 'A word that the program does not know',
    why: 'What stands before a colon must be one of the words that a record can have. To pass over it could lose something that matters.',
    next: 'Look at the spelling.',
  },
  'schema/value': {
    severity: 'error',
    title: 'A value that does not fit',
    why: 'What stands there is nothing that can stand in this place.',
    next: 'Correct the value.',
  },
  'text/command': {
    severity: 'error',
    title: 'Text that another program would take as a command',
    why: 'The files that are made from records would run such lines. No title needs them.',
    next: 'Take it out.',
  },
  'text/control-character': {
    severity: 'error',
    title: 'A character that is not text',
    why: 'Some characters cannot be seen, or turn the direction of writing: a reader would see something else than the program.',
    next: 'Take it out; type the text by hand.',
  },
  'text/line-break': {
    severity: 'error',
    title: 'A line break in a single line',
    why: 'Titles, names and numbers are one line. A second line could be read as a command further on.',
    next: 'Write it on one line. Longer text belongs into notes.',
  },
  'text/personal-data': {
    severity: 'error',
    title: 'Personal data',
    why: 'Records are published. E-mail addresses, telephone numbers and account numbers of people never belong into them.',
    next: 'Take it out.',
  },
  'yaml/alias': {
    severity: 'error',
    title: 'A star at the start of a value',
    why: 'Without quotes, *name points to another place in the file.',
    next: 'Put the value in quotes.',
  },
  'yaml/ambiguous': {
    severity: 'error',
    title: 'A value that programs read in different ways',
    why: 'Without quotes, NO can be read as false, 0123 as 83, and a long number loses its last digits.',
    next: 'Put the value in quotes.',
  },
  'yaml/anchor': {
    severity: 'error',
    title: 'An ampersand at the start of a value',
    why: 'Without quotes, &name is taken away, and only what follows is kept.',
    next: 'Put the value in quotes.',
  },
  'yaml/byte-order-mark': {
    severity: 'warning',
    title: 'An invisible mark at the start of the file',
    why: 'Some editors put it there to say how letters are stored. Some programs stop at it.',
    next: 'Save the file as UTF-8 without a byte order mark (BOM).',
  },
  'yaml/comment-in-text': {
    severity: 'error',
    title: 'A # that cuts the text off',
    why: 'Without quotes, everything after " #" is a remark that no program reads, so "Case # 12" would be kept as "Case".',
    next: 'Put the value in quotes, or put the comment on a line of its own.',
  },
  'yaml/directive': {
    severity: 'error',
    title: 'A line that starts with %',
    why: 'Such lines change how the rest of the file is read.',
    next: 'Take the line out.',
  },
  'yaml/duplicate-key': {
    severity: 'error',
    title: 'A line that stands there twice',
    why: 'Only one of the two could count, and which one differs from program to program.',
    next: 'Keep one of them.',
  },
  'yaml/encoding': {
    severity: 'error',
    title: 'Not UTF-8 text',
    why: 'The letters of a record are stored in one way (UTF-8). In another, some would be guessed.',
    next: 'Open the file in a text editor and save it as UTF-8.',
  },
  'yaml/merge-key': {
    severity: 'error',
    title: 'A << line',
    why: 'It copies another part of the file to here, unseen by a reviewer.',
    next: 'Write the lines out.',
  },
  'yaml/several-documents': {
    severity: 'error',
    title: 'Several records in one file',
    why: 'One file is one order: what follows the --- line would be lost.',
    next: 'Put each into a file of its own.',
  },
  'yaml/syntax': {
    severity: 'error',
    title: 'A line that cannot be read',
    why: 'Records are written in YAML, where spaces at the start of a line, colons and quotes have a meaning. Here they do not fit together, so the file cannot be read.',
    next: 'Look at the spaces at the start of the line, at colons and at quotes.',
  },
  'yaml/tag': {
    severity: 'error',
    title: 'An exclamation mark at the start of a value',
    why: 'Without quotes, !word is taken away and the rest is read in another way.',
    next: 'Put the value in quotes.',
  },
  'yaml/too-deep': {
    severity: 'error',
    title: 'Too many levels',
    why: 'No record needs more than 20 levels. A file like this is made to exhaust programs.',
    next: 'Look at the spaces at the start of the lines.',
  },
  'yaml/too-large': {
    severity: 'error',
    title: 'A file that is too large',
    why: 'A record has at most 1 MiB beside its plain names.',
    next: 'Move the names into a file of their own, one a line (an annex).',
  },
} as const;

export type Code = keyof typeof codes;

export function isCode(text: string): text is Code {
  return Object.hasOwn(codes, text);
}
