import { expect, test } from 'vitest';
import { schemaFor } from '../../src/cli/schema-path.ts';
import { workspace } from '../support/workspace.ts';

const copy = { '.blocklist/schemas/order.schema.json': '{}' };

test('a record names the schema from where it lies, however deep', () => {
  const { folder } = workspace({ 'blocklist.config.yaml': '', ...copy });
  for (const [record, schema] of [
    ['orders/one.yaml', '../.blocklist/schemas/order.schema.json'],
    ['orders/it/milano/one.yaml', '../../../.blocklist/schemas/order.schema.json'],
    ['one.yaml', '.blocklist/schemas/order.schema.json'],
    [`${folder}/orders/it/one.yaml`, '../../.blocklist/schemas/order.schema.json'],
  ] as const) {
    expect([record, schemaFor(record, folder)]).toEqual([record, schema]);
  }
});

test('the schema is found from a folder below it, and the nearest one counts', () => {
  const { folder } = workspace({ ...copy, 'legal/.blocklist/schemas/order.schema.json': '{}' });
  expect(schemaFor('one.yaml', `${folder}/orders/it`)).toBe('../../.blocklist/schemas/order.schema.json');
  expect(schemaFor('legal/orders/one.yaml', folder)).toBe('../.blocklist/schemas/order.schema.json');
});

test("in the program's own house it is the schema itself", () => {
  const { folder } = workspace({ 'schemas/order.schema.json': '{}' });
  expect(schemaFor('orders/it/one.yaml', folder)).toBe('../../schemas/order.schema.json');
});

test('where there is none in the house, it is named where init will lay it', () => {
  const { folder } = workspace({ ...copy, 'work/blocklist.config.yaml': '', 'clone/.git/HEAD': '' });
  for (const house of ['work', 'clone']) {
    expect(schemaFor('orders/one.yaml', `${folder}/${house}`)).toBe('../.blocklist/schemas/order.schema.json');
  }
});
