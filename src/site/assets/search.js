// Says whether a name is blocked, by the files of this site alone. ../shards.ts says how they are made.

const plain = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/**
 * The domain name in what somebody typed or pasted, in A-labels; undefined where there is none. `*.example.org` keeps its
 * asterisk, for it asks of the names below.
 */
export function nameIn(text) {
  const [, scheme, star, rest] = /^([a-z][a-z0-9+.-]*:\/\/)?(\*\.)?(.*)$/is.exec(text.trim());
  const url = `${(scheme ?? 'http://').replace(/^[^:]+/, 'http')}${rest}`;
  if (rest === '' || !URL.canParse(url)) return undefined;
  const name = new URL(url).hostname.replace(/\.$/, '');
  const isAddress = /^\d+(\.\d+){3}$/.test(name);
  const whole = `${star ?? ''}${name}`;
  return plain.test(name) && whole.length <= 253 && !isAddress ? whole : undefined;
}

// `*` comes before every letter, digit and hyphen: of the names below a name, the one with an asterisk is the first.
const keyOf = (name) => name.split('.').reverse().join('\0');

/** The file that says all about a name; undefined where every name comes after it. */
export function pieceFor(name, pieces) {
  const key = keyOf(name);
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyOf(pieces[middle][0]) <= key) low = middle + 1;
    else high = middle;
  }
  return pieces[low - 1]?.[1];
}

const isBelow = (name, above) => name.endsWith(`.${above}`);
const reaches = (name, of, scope) => (name === of ? scope !== 'subdomains' : scope !== 'exact' && isBelow(name, of));

/** Every line about the name or one above it, the closest first, with what keeps it from blocking the name now. */
export function linesFor(name, { orders, names }) {
  const above = names
    .filter((one) => one.name === name || isBelow(name, one.name))
    .sort((a, b) => b.name.length - a.name.length);
  const exceptions = above.flatMap((one) =>
    (one.free ?? []).filter(([, scope]) => reaches(name, one.name, scope)).map(([order]) => [order, one.name]),
  );
  // The narrower of the two counts: a line below an exception blocks all the same.
  const isFree = (number, listed) =>
    exceptions.some(([order, free]) => order === number && (free === listed || isBelow(free, listed)));
  const lineOf = ([number, scope, when, from, last], { name: through, page, some = [] }) => {
    const order = orders[number];
    const misses = !reaches(name, through, scope);
    const free = isFree(number, through);
    const blocks = order.state === 'in-force' && !order.notUs && when === 'now' && !misses && !free;
    const times = blocks ? { from: from ?? order.since, last: last ?? order.last } : { from, last };
    return { order, through, page, scope, when, ...times, misses, free, hasFree: some.includes(number), blocks };
  };
  return above.flatMap((one) => [
    ...(one.holds ?? []).map((hold) => lineOf(hold, one)),
    ...(one.out ?? []).map(([number, by]) => ({ order: orders[number], through: one.name, by, blocks: false })),
  ]);
}

const endOf = ({ last = '~' }) => (last.length === 10 ? `${last}~` : last);

/** Each order that blocks the name, from the first of its lines until the last; then the lines of the others. */
function parted(lines) {
  const blocking = new Map();
  for (const line of lines.filter(({ blocks }) => blocks)) {
    const known = blocking.get(line.order) ?? line;
    const { last } = endOf(line) > endOf(known) ? line : known;
    blocking.set(line.order, { ...(line.from < known.from ? line : known), last });
  }
  return { blocking: [...blocking.values()], others: lines.filter(({ order }) => !blocking.has(order)) };
}

/** What a search finds. Reads at most two files. */
export async function search(name, read) {
  const file = pieceFor(name, await read('index.json'));
  return parted(file === undefined ? [] : linesFor(name, await read(file)));
}

/** A name in other letters as it was typed, with what is asked for in DNS. */
function shownAs(name, typed) {
  const isOther = /^[^\s/:@]+$/.test(typed) && !plain.test(typed.toLowerCase().replace(/^\*\./, ''));
  return isOther ? `${typed} (${name})` : name;
}

function element(tag, ...parts) {
  const made = document.createElement(tag);
  made.append(...parts);
  return made;
}

function linkTo(href, text) {
  const made = element('a', text);
  made.href = href;
  return made;
}

/** Says days in the language of the page. */
function dayFormat() {
  const { lang } = document.documentElement;
  // The pages have the day before the month in English too.
  return new Intl.DateTimeFormat([lang === 'en' ? 'en-GB' : lang], { dateStyle: 'long', timeZone: 'UTC' });
}

function wire(form) {
  const { search: folder, pages } = form.dataset;
  const words = JSON.parse(form.dataset.words);
  const [field, result] = [document.getElementById('Name'), document.getElementById('Result')];
  const load = async (file) => {
    const response = await fetch(folder + file);
    if (!response.ok) throw new Error(file);
    return response.json();
  };
  // What was read is kept, until something cannot be read: the site may have changed since.
  const known = new Map();
  const read = (file) => {
    if (!known.has(file)) known.set(file, load(file));
    return known.get(file);
  };
  // Made while the page is loaded: a browser takes a tenth of a second for its first one.
  const days = dayFormat();
  const dated = (text) => {
    const shown = days.format(new Date(`${text.slice(0, 10)}T00:00:00Z`));
    return text.length > 10 ? `${shown}, ${text.slice(11)}` : shown;
  };
  // A name may be written from right to left; what stands around it stays in its place.
  const saying = (text, name) => {
    const [before, after] = text.split('{name}');
    return element('p', before, ...(after === undefined ? [] : [element('bdi', name), after]));
  };

  const lead = (words, { page, through }) => {
    const [before, after] = words.split('{name}');
    const shown = page === undefined ? through : linkTo(`${pages}names/${page}#${through}`, through);
    return [before, shown, after];
  };

  const spanOf = ({ from, last }) => [
    words.since.replace('{date}', dated(from)),
    ...(last ? [words.lastDay.replace('{date}', dated(last))] : []),
  ];

  function stateOf({ state, since, last }) {
    const comma = state === 'not-yet' ? ',' : '';
    const begun = since === undefined ? '' : `${comma} ${words.stateSince[state]} ${dated(since)}`;
    return `${words.states[state]}${begun}${last === undefined ? '' : `, ${words.until} ${dated(last)}`}`;
  }

  /** Whatever keeps a line from blocking the name now. */
  function reasonsOf({ order, when, from, last, free, by }) {
    if (by !== undefined) return [words.left[by]];
    const window = [
      words.whens[when],
      ...(from ? [words.fromDay.replace('{date}', dated(from))] : []),
      ...(last ? [words.lastDay.replace('{date}', dated(last))] : []),
    ];
    return [
      ...(order.state === 'in-force' ? [] : [order.state === 'kept' ? words.kept : stateOf(order)]),
      ...(when === 'now' ? [] : window),
      ...(free ? [words.leftFree] : []),
    ];
  }

  /** What a line says of the name, each part a list of texts and links. */
  function partsOf(line, name) {
    const { scope, through, misses, hasFree, blocks } = line;
    const said = [
      ...(blocks ? spanOf(line) : reasonsOf(line)).map((text) => [text]),
      ...(misses ? [lead(words.only[scope], line)] : through === name ? [] : [lead(words.through, line)]),
    ];
    return blocks ? [...said, [words.scopes[scope]], ...(hasFree ? [[words.exceptFree]] : [])] : said;
  }

  /** `Blocked since 11 July 2022; listed as example.org; with all its subdomains`. */
  function moreOf(line, name) {
    const parts = partsOf(line, name);
    const notUs = line.order.notUs ? [parts.length > 0 ? `. ${words.notUs}` : words.notUs] : [];
    const [first = '', ...rest] = parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
    return [first.charAt(0).toUpperCase() + first.slice(1), ...rest, ...notUs];
  }

  function orderItem(line, name) {
    const { order } = line;
    const title = element('span', order.title);
    title.lang = '';
    const more = element('p', ...moreOf(line, name));
    more.className = 'quiet';
    return element(
      'li',
      linkTo(`${pages}orders/${order.id}.html`, order.id),
      ' ',
      title,
      ` (${order.authority})`,
      more,
    );
  }

  function show({ name, shown }, { blocking, others }) {
    const isBlocked = blocking.length > 0;
    const verdict = saying(isBlocked ? words.blocked : others.length > 0 ? words.listed : words.free, shown);
    verdict.className = `verdict ${isBlocked ? 'is-blocked' : 'is-free'}`;
    const list = (lines) => element('ul', ...lines.map((line) => orderItem(line, name)));
    result.replaceChildren(
      verdict,
      ...(name.startsWith('*') ? [element('p', words.below)] : []),
      ...(isBlocked ? [list(blocking)] : []),
      ...(others.length > 0 ? [element('p', words.others), list(others)] : []),
      ...(isBlocked ? [] : [element('p', words.withheld)]),
    );
  }

  let last = 0;
  async function answer(text) {
    const name = nameIn(text);
    last += 1;
    const mine = last;
    field.removeAttribute('aria-invalid');
    if (name === undefined) {
      field.setAttribute('aria-invalid', 'true');
      result.replaceChildren(saying(text.trim() === '' ? words.empty : words.invalid, text.trim()));
      return;
    }
    result.replaceChildren(saying(words.searching, name));
    const found = await search(name, read).catch(() => known.clear());
    // Another name was asked for in the meantime.
    if (mine !== last) return;
    if (found === undefined) result.replaceChildren(saying(words.failed, name));
    else show({ name, shown: shownAs(name, text.trim()) }, found);
  }

  /** As if nothing had been asked. */
  function clear() {
    last += 1;
    field.value = '';
    field.removeAttribute('aria-invalid');
    result.replaceChildren();
    history.replaceState(null, '', location.pathname);
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.replaceState(null, '', `?name=${encodeURIComponent(field.value)}`);
    answer(field.value);
  });
  field.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') clear();
  });
  read('index.json').catch(() => known.clear());
  const asked = new URLSearchParams(location.search).get('name');
  if (asked === null) return;
  field.value = asked;
  answer(asked);
}

if (typeof document !== 'undefined') wire(document.getElementById('Search'));
