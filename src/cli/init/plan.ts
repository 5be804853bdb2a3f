import { ordersFolder } from '../input-files.ts';
import { ciFiles } from './ci.ts';
import { configOf } from './config-file.ts';
import { editorFiles } from './editor.ts';
import { exampleOrder } from './example-order.ts';
import { gitFiles } from './git-files.ts';
import { hookFile } from './hook.ts';
import type { Choices, NewFile } from './new-file.ts';
import { readmeFile } from './readme.ts';

/** Git keeps no folder without a file. */
const placeForOrders: NewFile = { path: `${ordersFolder}/.gitkeep`, text: '' };

function orderFiles(choices: Choices): readonly NewFile[] {
  if (choices.orders === 'there') return [];
  return [choices.orders === 'example' ? exampleOrder(choices) : placeForOrders];
}

/** Every file of a folder for orders, in the order in which people are told of them. */
export function plannedFiles(choices: Choices): readonly NewFile[] {
  return [
    readmeFile,
    configOf(choices),
    ...orderFiles(choices),
    ...gitFiles,
    hookFile,
    ...ciFiles(choices.ci),
    ...editorFiles,
  ];
}
