/** stub */
export function schemaFor(_path: string, _cwd: string): string {
  return '../../schemas/order.schema.json';
}
