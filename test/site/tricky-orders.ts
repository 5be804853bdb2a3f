import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

// Orders whose lists, scopes and times lie across one another.

const from = (date: string) => ({ type: 'effective', date }) as const;
const auckland = { name: 'High Court', kind: 'court', country: 'NZ', timeZone: 'Pacific/Auckland' } as const;

const openOrders: Readonly<Record<string, string>> = {
  amended: record(
    'amended',
    [
      { name: 'exact.to', scope: 'exact' },
      { name: 'sub.to', scope: 'subdomains' },
      'wide.to',
      'open.to',
      { name: 'void.open.to', scope: 'subdomains' },
      'dropped.to',
      'held.to',
    ],
    {
      events: [from('2026-01-05')],
      exceptions: ['ok.wide.to', 'ok.open.to', 'void.open.to'],
      excluded: [{ name: 'held.to', by: 'operator', reason: 'A shared name.' }],
      amendments: [
        { date: '2026-03-01', remove: ['dropped.to'] },
        { date: '2026-10-01', add: ['new.to', 'deep.ok.wide.to'] },
        { date: '2026-12-20', add: ['later.to'] },
      ],
    },
  ),
  stayed: record('stayed', [{ name: 'wide.to', scope: 'exact' }, 'stayed.to', 'a.exact.to'], {
    events: [from('2026-01-05'), { type: 'stayed', date: '2026-06-01' }, { type: 'stay-lifted', date: '2026-09-01' }],
  }),
  ending: record('ending', ['dropped.to', 'a.exact.to', 'x.wide.to'], {
    events: [from('2026-05-05'), { type: 'expires', date: '2026-12-24' }],
  }),
  future: record('future', ['new.to', 'sub.to'], { events: [from('2027-02-01')] }),
  replaced: record('replaced', ['old.to', { name: 'sub.to', scope: 'exact' }], {
    events: [from('2025-05-05'), { type: 'superseded', date: '2026-03-01', by: 'ending' }],
  }),
  others: record('others', ['new.to', { name: 'wide.to', scope: 'subdomains' }], {
    obligations: [{ service: 'isp-access', effect: 'block' }],
  }),
  draft: record('draft', ['stayed.to'], { events: [] }),
  abroad: record('abroad', ['wide.to', 'old.to', { name: 'exact.to', scope: 'subdomains' }], {
    obligations: [{ service: 'dns-resolver', effect: 'block', territory: ['FR'] }],
    events: [from('2026-05-05'), { type: 'stayed', date: '2026-11-01' }],
  }),
  times: record(
    'times',
    [
      { name: 'dropped.to', from: '2026-11-24', until: '2026-11-30' },
      { name: 'again.to', until: '2026-03-31' },
      'wide.to',
      { name: 'x.wide.to', from: '2026-10-01', until: '2026-12-31' },
    ],
    {
      authority: auckland,
      events: [from('2026-02-02T10:30:00+13:00'), { type: 'expires', date: '2027-01-31' }],
      amendments: [{ date: '2026-08-01', add: ['again.to'] }],
    },
  ),
};

const closedOrders: Readonly<Record<string, string>> = {
  sealed: record('sealed', ['exact.to', 'ok.wide.to', 'secret.to'], { publication: 'sealed' }),
  restricted: record('restricted', ['held.to', 'sub.to', 'hidden.to'], { publication: 'restricted' }),
};

const filesOf = (orders: Readonly<Record<string, string>>): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(orders).map(([id, text]) => [`orders/${id}.yaml`, text])),
  'blocklist.config.yaml': 'operator: { names: [Example], territory: ["IT", "NZ"] }\n',
});

/** All of them, with a sealed and a restricted one. */
export function trickyOrders(): Workspace {
  return workspace(filesOf({ ...openOrders, ...closedOrders }));
}

/** As the public knows them. */
export function openTrickyOrders(): Workspace {
  return workspace(filesOf(openOrders));
}
