// Fresh memory costs more than the work that is done in it: the system hands it over page by page. So columns that are no
// longer needed are lent again, to whoever needs some next.

const free: Uint32Array[] = [];

/** A column of at least so many numbers, which may hold anything. */
export function lendColumn(length: number): Uint32Array {
  const place = free.findIndex((column) => column.length >= length && column.length <= 2 * length);
  const [column] = place === -1 ? [new Uint32Array(length)] : free.splice(place, 1);
  return (column as Uint32Array).subarray(0, length);
}

/** Takes a column back; nobody may look at it any more. */
export function returnColumn(column: Uint32Array): void {
  if (free.length === mostKept) free.shift();
  free.push(new Uint32Array(column.buffer));
}

const mostKept = 4;
