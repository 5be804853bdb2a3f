// Says whether a name is blocked, by the files of this site alone. ../shards.ts says how they are made.

const plain = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

/** The domain name in what somebody typed or pasted, in A-labels; undefined where there is none. */
export function nameIn(text) {
  const bare = text.trim().replace(/^\*\./, '');
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare.replace(/^[^:]+/, 'http') : `http://${bare}`;
  if (bare === '' || !URL.canParse(url)) return undefined;
  const name = new URL(url).hostname.replace(/\.$/, '');
  const isAddress = /^\d+(\.\d+){3}$/.test(name);
  return plain.test(name) && name.length <= 253 && !isAddress ? name : undefined;
}

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

/** Every line that reaches the name, the closest name first, and whether an order blocks the name by it now. */
export function linesFor(name, { orders, names }) {
  const exceptions = names.flatMap((one) =>
    (one.free ?? [])
      .filter(([, scope]) => reaches(name, one.name, scope))
      .map(([order]) => ({ order, name: one.name })),
  );
  // The narrower of the two counts: a line below an exception blocks all the same.
  const isFree = (order, listed) =>
    exceptions.some((one) => one.order === order && (one.name === listed || isBelow(one.name, listed)));
  return names
    .filter((one) => one.name === name || isBelow(name, one.name))
    .sort((a, b) => b.name.length - a.name.length)
    .flatMap((one) =>
      (one.holds ?? [])
        .filter(([order, scope]) => reaches(name, one.name, scope) && !isFree(order, one.name))
        .map(([number, scope, when]) => {
          const order = orders[number];
          const blocks = order.state === 'in-force' && !order.notUs && when === 'now';
          return { order, scope, blocks, through: one.name, page: one.page };
        }),
    );
}

/** What a search finds. Reads at most two files. */
export async function search(name, read) {
  const file = pieceFor(name, await read('index.json'));
  return file === undefined ? [] : linesFor(name, await read(file));
}

/** A name in other letters as it was typed, with what is asked for in DNS. */
function shownAs(name, typed) {
  return /^[^\s/:@]+$/.test(typed) && !plain.test(typed.toLowerCase()) ? `${typed} (${name})` : name;
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

  function orderItem({ order, scope, through, page }, name) {
    const comma = order.state === 'not-yet' ? ',' : '';
    const since = order.since === undefined ? '' : `${comma} ${words.stateSince[order.state]} ${dated(order.since)}`;
    const last = order.last === undefined ? '' : `, ${words.until} ${dated(order.last)}`;
    const title = element('span', order.title);
    title.lang = '';
    const more = element('p', `${words.states[order.state]}${since}${last}; ${words.scopes[scope]}`);
    if (through !== name)
      more.append(
        '; ',
        linkTo(
          `${pages}names/${page}#${through}`,
          words.through.replace('{name}', () => through),
        ),
      );
    if (order.notUs) more.append(`. ${words.notUs}`);
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

  function show({ name, shown }, lines) {
    const blocks = lines.some((line) => line.blocks);
    const verdict = saying(blocks ? words.blocked : lines.length > 0 ? words.listed : words.free, shown);
    verdict.className = `verdict ${blocks ? 'is-blocked' : 'is-free'}`;
    const list = element('ul', ...lines.map((line) => orderItem(line, name)));
    result.replaceChildren(
      verdict,
      ...(lines.length > 0 ? [list] : []),
      ...(blocks ? [] : [element('p', words.withheld)]),
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
    const lines = await search(name, read).catch(() => known.clear());
    // Another name was asked for in the meantime.
    if (mine !== last) return;
    if (lines === undefined) result.replaceChildren(saying(words.failed, name));
    else show({ name, shown: shownAs(name, text.trim()) }, lines);
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
