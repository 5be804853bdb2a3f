import { damaged, NotReadable } from './not-readable.ts';
import type { PaperFormatId } from './paper.ts';

/** What a file is by its first octets; undefined where they are text without a mark of its own. Throws NotReadable. */
export function formatByContent(bytes: Uint8Array): PaperFormatId | undefined {
  if (bytes.length === 0) throw new NotReadable('The file is empty. Ask the sender for it once more.');
  const start = latin1(bytes.subarray(0, 1024));
  if (start.includes('%PDF-')) return 'pdf';
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return inZip(bytes);
  if (start.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw new NotReadable(inOldOffice(bytes));
  const other = others.find(({ starts }) => starts.some((mark) => beginsWith(start, mark)));
  if (other) throw new NotReadable(other.message);
  return textFormat(bytes);
}

const picture =
  'This is a picture, and letters in a picture are not read here. Ask the sender for the text, or let a program recognise it (OCR), check every name, and save it as a plain text.';
const packed = 'This is an archive of files. Unpack it, and give the file in it.';
const email =
  'This is an e-mail. Open it in your mail program, save its attachment as a file, and use that; or copy the lines with the names into a plain text.';
const webPage =
  'This is a web page. Copy the list from it into a plain text or a spreadsheet, save that, and use it; or ask the sender for the file behind it.';
const richText = 'This is a Rich Text file. Open it in Word, save it as .docx, and use that file.';

/** What formats that are not read begin with. */
const others: readonly { readonly starts: readonly (string | RegExp)[]; readonly message: string }[] = [
  {
    starts: [
      '\x89PNG',
      '\xff\xd8\xff',
      'GIF8',
      'II*\0',
      'MM\0*',
      /^RIFF.{4}WEBP/s,
      /^.{4}ftyp(?:hei|mif|avif)/s,
      /^BM.{4}\0{4}/s,
    ],
    message: picture,
  },
  { starts: ['\x1f\x8b', '7z\xbc\xaf', 'Rar!', '\xfd7zXZ', 'BZh'], message: packed },
  { starts: ['{\\rtf'], message: richText },
  { starts: [/^(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html)/i], message: webPage },
  { starts: ['%!PS'], message: 'This is a PostScript file. Print or save it as a PDF, and use that file.' },
  {
    starts: [
      /^(?:Return-Path|Received|Delivered-To|MIME-Version|X-[\w-]+|DKIM-Signature): .*\n(?:From|Subject|To|Date): /is,
      /^(?:From|Subject|To|Date): .*\n(?:MIME-Version|Message-ID|Content-Type): /is,
    ],
    message: email,
  },
];

function beginsWith(start: string, mark: string | RegExp): boolean {
  return typeof mark === 'string' ? start.startsWith(mark) : mark.test(start);
}

function inZip(bytes: Uint8Array): PaperFormatId {
  // The names of an archive's files stand in it as they are, at its end once more (APPNOTE 4.3.12).
  const names = latin1(bytes.subarray(-(1 << 20))) + latin1(bytes.subarray(0, 4096));
  if (names.includes('xl/workbook.bin'))
    throw new NotReadable(
      'This is a binary Excel workbook (.xlsb). Open it in Excel, save it as .xlsx, and use that file.',
    );
  if (names.includes('word/')) return 'docx';
  if (names.includes('xl/')) return 'xlsx';
  if (names.includes('application/vnd.oasis.opendocument.spreadsheet'))
    throw new NotReadable('This is an OpenDocument spreadsheet (.ods). Open it, save it as .xlsx, and use that file.');
  if (names.includes('application/vnd.oasis.opendocument') || names.includes('META-INF/manifest.xml'))
    throw new NotReadable(
      'This is an OpenDocument file (.odt, .ods). Open it, save it as .docx or .xlsx, and use that file.',
    );
  if (names.includes('ppt/'))
    throw new NotReadable('This is a PowerPoint presentation. Save it as a PDF, and use that file.');
  if (names.includes('.iwa'))
    throw new NotReadable(
      'This is a file of Apple Pages, Numbers or Keynote. Export it as .xlsx, .docx or PDF, and use that file.',
    );
  if (!names.includes('PK\x05\x06')) throw damaged('file');
  throw new NotReadable(packed);
}

/** Compound files (MS-CFB): the names of the streams in them are UTF-16. */
function inOldOffice(bytes: Uint8Array): string {
  const holds = (name: string) =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(name, 0, 'utf16le');
  if (holds('EncryptedPackage'))
    return 'This file is locked with a password. Open it with the password, save it without one, and use that file.';
  if (holds('__substg1.0_')) return email;
  if (holds('WordDocument'))
    return 'This is a Word document in the old form (.doc). Open it in Word, save it as .docx, and use that file.';
  if (holds('Workbook') || holds('Book'))
    return 'This is an Excel workbook in the old form (.xls). Open it in Excel, save it as .xlsx, and use that file.';
  return 'This is a file of an older Office program. Open it, save it as .docx or .xlsx, and use that file.';
}

function textFormat(bytes: Uint8Array): PaperFormatId | undefined {
  // In UTF-16 each letter has a zero beside it.
  const start = latin1(bytes.subarray(0, 4096))
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  if (/^<(?:\?xml\s|!--|!DOCTYPE\s|[A-Za-z][\w.:-]*[\s/>])/.test(start)) return 'xml';
  return /^(?:\{\s*["}]|\[\s*["{[\]\d])/.test(start) ? 'json' : undefined;
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
