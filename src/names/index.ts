// The room where names are bytes.
//
// A register holds a million names; an object or a string for each costs a gigabyte and a minute. Here a name is a row:
// its bytes lie in one arena (name-table.ts); where it starts, how long it is, on which line it stands and who claims it
// lie in columns. scan.ts turns the bytes of a list into rows and raises an alarm for names that somebody must look at as
// text (hash-set.ts). sort.ts puts rows into canonical order (RFC 4034 6.1), after which equal names stand side by side
// and every name right before those below it. writer.ts turns rows into the bytes of outputs.
//
// Nothing in here knows of orders, files or diagnostics. This file is the door.

export { HashSet } from './hash-set.ts';
export { NameTable, type Row } from './name-table.ts';
export { type Alarm, ListScanner, raisesAlarm } from './scan.ts';
export { canonicalOrder, compareRows, inCanonicalOrder, isRowBelow, sameName } from './sort.ts';
export { Writer } from './writer.ts';
