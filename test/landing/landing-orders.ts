import { chmodSync } from 'node:fs';
import { expect } from 'vitest';
import { record } from '../support/record.ts';
import { type Workspace, workspace } from '../support/workspace.ts';

/** Orders of every kind that a landing page must tell apart, and who blocks. Other accounts may read it, as those of servers do. */
export function landingOrders(): Workspace {
  const space = workspace({
    'blocklist.config.yaml':
      'notice: { organisation: "Example <Resolver>", contacts: ["mailto:block@example.net"], website: "https://resolver.example/" }\n',
    'orders/one.yaml': record('one', ['gone.to', 'wide.to', { name: 'exact.to', scope: 'exact' }], {
      title: 'Film <b>company</b> & "Sons"',
      caseNumbers: ['7/2026'],
      exceptions: ['good.wide.to'],
    }),
    'orders/two.yaml': record('two', ['deep.gone.to', { name: 'low.to', scope: 'subdomains' }, 'm\u00fcll.de']),
    'orders/sealed.yaml': record('secret', ['sealed.to', 'gone.to'], { publication: 'sealed' }),
    'orders/restricted.yaml': record('narrow', ['narrow.to'], { publication: 'restricted' }),
  });
  chmodSync(space.folder, 0o755);
  return space;
}

/** The same, with the pages and maps of `landing`. */
export async function landed(): Promise<Workspace> {
  const space = landingOrders();
  expect(await space.run('landing')).toMatchObject({ status: 0, stderr: expect.stringContaining('pages for 6 names') });
  return space;
}
