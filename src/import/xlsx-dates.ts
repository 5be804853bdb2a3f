// The numbers of the formats that every workbook has without saying so; 27 to 36 and 50 to 58 are East Asian dates.
const builtIn = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtIn(id);
  // Without what is shown as it stands, and without colours and conditions; `[h]` counts hours and is a time.
  const pattern = code.replaceAll(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[dyhs]|m/i.test(pattern) && !/^General$/i.test(pattern);
}

/** `2026-04-03`, `2026-04-03 14:30`, or `14:30` for a number of days since the workbook's first. */
export function dateOf(serial: number, from1904: boolean): string | undefined {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return undefined;
  // Excel has a 29 February 1900, which never was: numbers up to it are one day short of the later ones.
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30);
  const seconds = Math.round(serial * 86_400);
  const iso = new Date(start + seconds * 1000).toISOString();
  const time = iso.slice(11, 19).replace(/:00$/, '');
  if (serial < 1) return time;
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`;
}
