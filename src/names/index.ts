// The room where names are bytes.
//
// A register holds a million names; an object or a string for each costs a gigabyte and a minute. Here a name is a row:
// its bytes lie in one arena, three numbers (where it starts; its octets and its claim; its line) in another
// (name-table.ts). scan.ts turns the bytes of a list into rows and raises an alarm for names that somebody must look at
// as text (hash-set.ts). sort.ts puts rows into canonical order (RFC 4034 6.1), after which equal names stand side by
// side and every name right before those below it. writer.ts turns rows into the bytes of outputs.
//
// Names that are too many for memory go to a shelf (shelf.ts) in sorted runs, which merge.ts makes one again, in parts
// that have nothing to do with one another: no name of one lies below a name of another. collection.ts holds it together.
//
// Nothing in here knows of orders, files or diagnostics. This file is the door.

export { Collection } from './collection.ts';
export { lendColumn, returnColumn } from './columns.ts';
export { HashSet, suffixHashes } from './hash-set.ts';
export type { Run } from './merge.ts';
export { NameTable, type Row } from './name-table.ts';
export { type Parts, positionOf, rowsNamed, wholeTable } from './parts.ts';
export { type Alarm, ListScanner, linesPerMark, raisesAlarm, type ScanTarget } from './scan.ts';
export type { Shelf } from './shelf.ts';
export { canonicalOrder, compareRows, isRowBelow, sameName } from './sort.ts';
export { encoded, type Fixed, FixedTexts, Writer } from './writer.ts';
