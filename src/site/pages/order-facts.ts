import { html, type Markup, type Part } from '../../core/html.ts';
import type { Obligation } from '../../core/order.ts';
import type { PublicOrder } from '../facts.ts';
import type { Row, Section } from '../flow.ts';
import { authorityKey } from '../plan.ts';
import { own, written } from '../said.ts';
import { link, type View } from '../view.ts';
import type { Labels, Words } from '../words/words.ts';

type Value = (view: View) => Part;

/** Values that stand together: a list of thousands goes on in a next block. */
const valuesTogether = 20;

function fact(label: keyof Labels, values: readonly Value[]): readonly Row[] {
  return Array.from({ length: Math.ceil(values.length / valuesTogether) }, (_, index) => {
    const some = values.slice(index * valuesTogether, (index + 1) * valuesTogether);
    return (view) =>
      html`<div><dt>${view.words.label[label]}</dt>${some.map((value) => html`<dd>${value(view)}</dd>`)}</div>\n`;
  });
}

const plain =
  (text: string): Value =>
  () =>
    text;
const asWritten =
  (text: string): Value =>
  () =>
    written(text);
const worded =
  (text: (words: Words) => string): Value =>
  ({ words }) =>
    text(words);

/** What the order is, whose, and whom it binds. */
export function factsSection(order: PublicOrder): Section {
  const { authority, obligations, respondents } = order;
  const isForAll = respondents.length === 0 && obligations.length > 0;
  return {
    rows: [
      ...fact('order', [() => html`<code>${order.id}</code>`]),
      ...fact('instrument', [worded(({ instruments }) => instruments[order.instrument])]),
      ...fact('authority', [(view) => authorityLink(order, view)]),
      ...fact('country', [worded(({ country }) => country(authority.country))]),
      ...fact('case', order.caseNumbers.map(plain)),
      ...fact(
        'law',
        order.legalBasis.map((text) => () => own(text, authority)),
      ),
      ...fact('applicants', order.applicants.map(asWritten)),
      ...fact('supporters', order.supporters.map(asWritten)),
      ...fact('respondents', isForAll ? [worded(({ label }) => label.everyone)] : respondents.map(asWritten)),
    ],
    around: (rows, { words }) => html`<h2>${words.label.facts}</h2>
<dl>
${rows}</dl>
`,
  };
}

function authorityLink({ authority }: PublicOrder, view: View): Markup {
  const file = view.site.fileOfAuthority.get(authorityKey(authority)) ?? '';
  return link(view, { path: `authorities/${file}`, text: own(authority.name, authority) });
}

/** What must be done, by whom and by when; each duty by itself. */
export function dutiesSection({ obligations }: PublicOrder): Section {
  return {
    rows: obligations.map((duty) => {
      const facts = dutyFacts(duty);
      return (view) => html`<dl>\n${facts.map((row) => row(view))}</dl>\n`;
    }),
    around: (rows, { words }) => html`<h2>${words.label.duties}</h2>
${rows}`,
  };
}

function dutyFacts(duty: Obligation): readonly Row[] {
  const { service, effect, mirrors, territory, comply, penalty, note } = duty;
  const isAnswered = effect === 'block' && service === 'dns-resolver';
  return [
    ...fact('service', [worded(({ services }) => services[service])]),
    ...fact('what', [
      worded(({ effects }) => effects[effect]),
      ...(mirrors === undefined ? [] : [worded((words) => words.mirrors[mirrors])]),
    ]),
    ...fact('territory', [
      worded(({ country, label }) => (territory === undefined ? label.anywhere : territory.map(country).join(', '))),
    ]),
    ...fact('answer', isAnswered ? [worded((words) => answer(duty, words))] : []),
    ...fact('comply', comply === undefined ? [] : [worded((words) => timeToObey(comply, words))]),
    ...fact('penalty', penalty === undefined ? [] : [asWritten(penalty)]),
    ...fact('note', note === undefined ? [] : [asWritten(note)]),
  ];
}

function answer({ action, redirect }: Obligation, { answers }: Words): string {
  const said = answers[action ?? 'nxdomain'];
  if (action !== 'redirect' || redirect === undefined) return said;
  return `${said}: ${[redirect.url, redirect.ipv4, redirect.ipv6].filter((one) => one !== undefined).join(', ')}`;
}

function timeToObey({ within, from }: NonNullable<Obligation['comply']>, words: Words): string {
  return `${words.duration(within)}${from === undefined ? '' : ` ${words.starts[from]}`}`;
}
