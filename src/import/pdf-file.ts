import { damaged, NotReadable } from './not-readable.ts';
import type { DrawingCommands, TextRun } from './pdf-page.ts';

/** A PDF that is open. */
export interface PdfFile {
  readonly pages: number;
  /** From 1. */
  readonly page: (number: number) => Promise<PageContent>;
  readonly remarks: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

export interface PageContent {
  readonly runs: readonly TextRun[];
  /** What is drawn; undefined where it cannot be told. */
  readonly drawing: Drawing | undefined;
  readonly commands: DrawingCommands;
  readonly hasFaults: boolean;
  readonly hasNotes: boolean;
}

interface Drawing {
  readonly fnArray: readonly number[];
  readonly argsArray: readonly unknown[];
}

type PdfDocument = Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>;
type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/**
 * Opens a PDF with pdf.js, twice: once so that a fault ends the reading of a page, because text would be missing without
 * a word; and once so that it does not, for what is drawn, and for pages with a fault. Throws NotReadable.
 */
export async function openPdf(bytes: Uint8Array): Promise<PdfFile> {
  if (!hasEnd(bytes)) throw damaged('PDF');
  lendTransfer();
  const { getResolvedPDFJS } = await import('unpdf');
  const { OPS } = await getResolvedPDFJS();
  const strict = await opened(bytes, { stopAtErrors: true });
  // No picture is unpacked: nothing of it would be used.
  const lenient = await opened(bytes, { stopAtErrors: false, maxImageSize: 1 });
  return {
    pages: strict.numPages,
    page: async (number) => ({ ...(await contentOf({ strict, lenient }, number)), commands: OPS }),
    remarks: async () =>
      (await attempt(() => lenient.getAttachments()))
        ? ['The PDF has other files attached to it; they were not read. Save each as a file of its own.']
        : [],
    close: async () => {
      await strict.loadingTask.destroy();
      await lenient.loadingTask.destroy();
    },
  };
}

async function opened(
  bytes: Uint8Array,
  options: { stopAtErrors: boolean; maxImageSize?: number },
): Promise<PdfDocument> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    // It takes the octets for itself, so it gets a copy. 0: it says nothing on the terminal.
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, ...options });
  } catch (error) {
    if ((error as Error).name !== 'PasswordException') throw damaged('PDF');
    throw new NotReadable(
      'This PDF is locked with a password. Open it with the password, print or save it as a PDF without one, and use that file.',
    );
  }
}

async function contentOf(
  { strict, lenient }: { strict: PdfDocument; lenient: PdfDocument },
  number: number,
): Promise<Omit<PageContent, 'commands'>> {
  const loose = await attempt(() => lenient.getPage(number));
  const exact = await attempt(async () => textOf(await strict.getPage(number)));
  const runs = exact ?? (loose && (await attempt(() => textOf(loose))));
  if (!runs) throw damaged('PDF');
  const drawing = loose && (await attempt(() => loose.getOperatorList()));
  const annotations = (loose && (await attempt(() => loose.getAnnotations()))) ?? [];
  return { runs, drawing, hasFaults: exact === undefined, hasNotes: annotations.some(saysSomething) };
}

async function textOf(page: PdfPage): Promise<TextRun[]> {
  const { items } = await page.getTextContent({ disableNormalization: true });
  return items.flatMap((item) => ('str' in item ? [item] : []));
}

interface Annotation {
  readonly subtype?: string;
  readonly fieldValue?: unknown;
  readonly contentsObj?: { readonly str?: string };
}

/** A note, a stamp or a filled field; links and the windows of notes say nothing of their own. */
function saysSomething({ subtype, fieldValue, contentsObj }: Annotation): boolean {
  if (subtype === 'Widget') return typeof fieldValue === 'string' && fieldValue !== '' && fieldValue !== 'Off';
  return subtype !== 'Link' && subtype !== 'Popup' && (subtype === 'Stamp' || Boolean(contentsObj?.str));
}

/** Undefined where pdf.js gives up: it does so with errors of all kinds. */
async function attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch {
    return undefined;
  }
}

/** Without its last line a PDF was cut off (ISO 32000-1, 7.5.5); pdf.js would show the pages that are left. */
function hasEnd(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(-4096)).includes('%%EOF');
}

/** pdf.js uses it for what is drawn; Node has it from 21 on. */
function lendTransfer(): void {
  const buffers = ArrayBuffer.prototype as ArrayBuffer & {
    transferToFixedLength?: (this: ArrayBuffer, size?: number) => ArrayBuffer;
  };
  buffers.transferToFixedLength ??= function (size) {
    return this.slice(0, size);
  };
}
