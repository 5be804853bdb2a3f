import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { publicKeyFile } from '../../src/trust/public-key.ts';
import { newSecretKey, type SecretKey, secretKeyFile } from '../../src/trust/secret-key.ts';
import type { Workspace } from './workspace.ts';

/** Puts a pair of keys into a workspace, as NAME.key and NAME.pub. */
export function putKeys(space: Workspace, name = 'ours', key: SecretKey = newSecretKey()): SecretKey {
  space.write(`${name}.key`, secretKeyFile(key, undefined));
  chmodSync(join(space.folder, `${name}.key`), 0o600);
  space.write(`${name}.pub`, publicKeyFile(key.public));
  return key;
}
