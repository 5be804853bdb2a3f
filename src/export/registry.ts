import { csv } from './csv.ts';
import { dsaReport } from './dsa-report.ts';
import type { ExportFormat } from './format.ts';
import { jsonLd } from './json-ld.ts';
import { lumen } from './lumen.ts';

/** Every export, in the order in which people see them. */
export const exportFormats: readonly ExportFormat[] = [lumen, dsaReport, csv, jsonLd];
