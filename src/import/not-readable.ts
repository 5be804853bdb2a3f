/** Thrown while a paper is read where reading it must end; its message says why and what to do next. */
export class NotReadable extends Error {
  override readonly name = 'NotReadable';
}

/** For a file that breaks off or holds what its format does not allow. */
export function damaged(what: string): NotReadable {
  return new NotReadable(
    `This ${what} is damaged or not complete, so nothing was read from it. Open it in the program it was made with, save it again under a new name, and use that file; or ask the sender for it once more.`,
  );
}

export function tooLarge(why: string): NotReadable {
  return new NotReadable(
    `${why} Nothing was read from it. Split it into smaller files, or save only the list of names as a CSV file.`,
  );
}
