/** A piece of text on a page. Lengths are points; x runs to the right and y downwards, as the text is read. */
export interface Glyphs {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Of the letters. */
  readonly size: number;
}

/** A straight line that is drawn on a page, along `from` to `to`, at `at` in the other direction. */
export interface Rule {
  readonly direction: 'across' | 'down';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

type Matrix = readonly [number, number, number, number, number, number];

/** What pdf.js says of a text run, as far as it is used. */
export interface TextRun {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
}

/**
 * Text runs in the directions that they are read in, by quarter turns from the page's own: most pages have one; a wide
 * table is often turned, and a stamp along the margin is a second direction.
 */
export function glyphsByDirection(runs: readonly TextRun[]): ReadonlyMap<number, Glyphs[]> {
  const directions = new Map<number, Glyphs[]>();
  for (const { str, transform, width } of runs) {
    if (str === '') continue;
    const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = transform;
    const turn = ((Math.round(Math.atan2(b, a) / (Math.PI / 2)) % 4) + 4) % 4;
    const [x, y] = turned(turn, [e, f]);
    const size = Math.hypot(c, d) || Math.hypot(a, b) || 1;
    const list = directions.get(turn) ?? [];
    list.push({ text: str, x, y, width, size });
    directions.set(turn, list);
  }
  return directions;
}

function turned(turn: number, [x, y]: readonly [number, number]): [number, number] {
  if (turn === 1) return [y, x];
  if (turn === 2) return [-x, y];
  if (turn === 3) return [-y, -x];
  return [x, -y];
}

/** Names of the drawing commands that are followed; their numbers come from the library. */
export interface DrawingCommands {
  readonly save: number;
  readonly restore: number;
  readonly transform: number;
  readonly paintFormXObjectBegin: number;
  readonly paintFormXObjectEnd: number;
  readonly constructPath: number;
  readonly endPath: number;
  readonly stroke: number;
  readonly closeStroke: number;
  readonly fillStroke: number;
  readonly eoFillStroke: number;
  readonly closeFillStroke: number;
  readonly closeEOFillStroke: number;
}

/** The lines drawn on a page: the borders of its tables. Spreadsheets and word processors draw them as thin areas. */
export function rulesOf(
  drawing: { readonly fnArray: readonly number[]; readonly argsArray: readonly unknown[] },
  { commands, turn }: { commands: DrawingCommands; turn: number },
): Rule[] {
  const { stroke, closeStroke, fillStroke, eoFillStroke, closeFillStroke, closeEOFillStroke } = commands;
  const strokes = new Set([stroke, closeStroke, fillStroke, eoFillStroke, closeFillStroke, closeEOFillStroke]);
  const rules: Rule[] = [];
  const saved: Matrix[] = [];
  let matrix: Matrix = [1, 0, 0, 1, 0, 0];
  const restore = () => {
    matrix = saved.pop() ?? matrix;
  };
  const draw = ([operation, paths]: readonly unknown[]) => {
    if (operation === commands.endPath) return;
    for (const path of subpaths(paths)) {
      const points = path.map((point) => turned(turn, applied(matrix, point)));
      rules.push(...rulesOfPath(points, strokes.has(operation as number)));
    }
  };
  const steps = new Map<number, (args: readonly unknown[]) => void>([
    [commands.save, () => void saved.push(matrix)],
    [commands.restore, restore],
    [commands.paintFormXObjectEnd, restore],
    [
      commands.paintFormXObjectBegin,
      ([inner]) => {
        saved.push(matrix);
        if (Array.isArray(inner)) matrix = multiplied(matrix, inner as unknown as Matrix);
      },
    ],
    [
      commands.transform,
      (args) => {
        matrix = multiplied(matrix, args as unknown as Matrix);
      },
    ],
    [commands.constructPath, draw],
  ]);
  for (const [index, command] of drawing.fnArray.entries())
    steps.get(command)?.((drawing.argsArray[index] ?? []) as readonly unknown[]);
  return rules;
}

type Point = readonly [number, number];

/** Coordinates that follow each of the marks of a path: move, line, two kinds of curve, close. */
const coordinates = [2, 2, 6, 4, 0];

function* subpaths(paths: unknown): Generator<Point[]> {
  const [data] = Array.isArray(paths) ? paths : [undefined];
  if (!(data instanceof Float32Array)) return;
  let path: Point[] = [];
  for (let at = 0; at < data.length; ) {
    const mark = data[at] ?? 0;
    const count = coordinates[mark];
    if (count === undefined) return;
    if (mark === 0) {
      yield path;
      path = [];
    }
    if (count > 0) path.push([data[at + count - 1] ?? 0, data[at + count] ?? 0]);
    else if (path[0]) path.push(path[0]);
    at += 1 + count;
  }
  yield path;
}

/** As thick as a line may be, and as short. */
const thick = 2.5;
const short = 4;

function rulesOfPath(points: readonly Point[], isStroked: boolean): Rule[] {
  if (points.length < 2) return [];
  const area = rule(points);
  if (area) return [area];
  if (!isStroked) return [];
  return points.slice(1).flatMap((point, index) => rule([points[index] ?? point, point]) ?? []);
}

function rule(points: readonly Point[]): Rule | undefined {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (bottom - top <= thick && right - left > short)
    return { direction: 'across', at: (top + bottom) / 2, from: left, to: right };
  if (right - left <= thick && bottom - top > short)
    return { direction: 'down', at: (left + right) / 2, from: top, to: bottom };
  return undefined;
}

function applied([a, b, c, d, e, f]: Matrix, [x, y]: Point): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

function multiplied(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = inner;
  const [x, y] = applied(outer, [e, f]);
  const [p, q] = applied([outer[0], outer[1], outer[2], outer[3], 0, 0], [a, b]);
  const [r, s] = applied([outer[0], outer[1], outer[2], outer[3], 0, 0], [c, d]);
  return [p, q, r, s, x, y];
}
