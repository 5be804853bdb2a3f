import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import license from 'rollup-plugin-license';

const root = import.meta.dirname;
const readJson = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const ours = readJson('package.json');
const lock = readJson('package-lock.json').packages;

/** The folder of the package that a module of the bundle comes from, as in the lock file; undefined for our own. */
function packageOf(id) {
  if (id.startsWith('\0rolldown/')) return 'node_modules/rolldown';
  const path = relative(root, id).split(sep).join('/');
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

/** As package URLs are written (package-url/purl-spec, npm). */
const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

function component({ name, version, license: spdx, integrity }) {
  if (!spdx) throw new Error(`${name} says no licence.`);
  const [, group, short = name] = /^(@[^/]+)\/(.*)$/.exec(name) ?? [];
  const ref = purl(name, version);
  return {
    type: 'library',
    'bom-ref': ref,
    ...(group && { group }),
    name: short,
    version,
    licenses: [/^[\w.-]+$/.test(spdx) ? { license: { id: spdx } } : { expression: spdx }],
    ...(integrity && {
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
    }),
    purl: ref,
  };
}

/** The package as it is installed; what is bundled must be what the lock file says. */
function installed(folder) {
  const { name, version } = readJson(`${folder}/package.json`);
  const locked = lock[folder];
  if (locked?.version !== version) throw new Error(`${folder} is ${version}, and ${locked?.version} is locked.`);
  return component({ name, version, license: locked.license, integrity: locked.integrity });
}

/** PDF.js lies in unpdf as one compressed file, which no module graph sees into. */
function pdfjsWithin(folder) {
  const version = readJson(`${folder}/package.json`).devDependencies['pdfjs-dist'].replace(/^[~^]/, '');
  const bundle = readFileSync(new URL(`${folder}/dist/pdfjs.mjs`, import.meta.url), 'utf8');
  if (!bundle.includes(`"${version}"`)) throw new Error(`unpdf no longer holds PDF.js ${version}: see what it holds.`);
  return component({ name: 'pdfjs-dist', version, license: 'Apache-2.0' });
}

/** What else comes into the bundle with a module: by the end of its path, the parts and the one that brings them. */
const carried = [
  {
    module: '/node_modules/unpdf/dist/pdfjs.mjs',
    by: 'node_modules/unpdf',
    parts: () => pdfjsWithin('node_modules/unpdf'),
  },
  // Its rules are copied into a module of ours, which schemas/generate.js makes.
  { module: '/src/generated/suffix-rules.ts', by: undefined, parts: () => installed('node_modules/tldts') },
];

/** Which packages are in the bundle, and which of them brings which: from the modules that were written, not from a list. */
function partsOf(chunks, moduleInfo) {
  const written = new Set(
    chunks.flatMap(({ modules = {} }) => Object.keys(modules).filter((id) => modules[id].renderedLength > 0)),
  );
  const parts = new Map();
  const needs = new Map([[undefined, new Set()]]);
  const add = (folder) => {
    if (folder === undefined || parts.has(folder)) return;
    parts.set(folder, installed(folder));
    needs.set(folder, new Set());
  };
  for (const id of written) add(packageOf(id));
  for (const id of written) {
    // The bundler's own module, which makes CommonJS of others, has nothing to be told of.
    const { importedIds = [], dynamicallyImportedIds = [] } = moduleInfo(id) ?? {};
    for (const to of [...importedIds, ...dynamicallyImportedIds].map(packageOf)) {
      if (parts.has(to) && to !== packageOf(id)) needs.get(packageOf(id)).add(parts.get(to)['bom-ref']);
    }
    for (const { by, parts: part } of carried.filter(({ module }) => id.split(sep).join('/').endsWith(module))) {
      parts.set(id, part());
      needs.get(by).add(parts.get(id)['bom-ref']);
    }
  }
  return { parts, needs };
}

/** A bill of materials (CycloneDX 1.6): what is inside the files of dist. Without a date or a number of its own, so that two
 * builds of one state give the same bytes. */
function billOfMaterials({ parts, needs }) {
  const itself = purl(ours.name, ours.version);
  const { 'bom-ref': ref, ...about } = component(ours);
  const order = (a, b) => (a < b ? -1 : Number(a > b));
  const dependencies = [...needs].map(([folder, refs]) => ({
    ref: folder === undefined ? itself : parts.get(folder)['bom-ref'],
    ...(refs.size > 0 && { dependsOn: [...refs].sort(order) }),
  }));
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      lifecycles: [{ phase: 'build' }],
      component: { ...about, type: 'application', 'bom-ref': ref, description: ours.description },
    },
    components: [...parts.values()].sort((a, b) => order(a.purl, b.purl)),
    dependencies: dependencies.sort((a, b) => order(a.ref, b.ref)),
  };
}

const listParts = {
  name: 'bill-of-materials',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
    const bill = billOfMaterials(partsOf(chunks, (id) => this.getModuleInfo(id)));
    this.emitFile({ type: 'asset', fileName: 'blocklist.cdx.json', source: `${JSON.stringify(bill, null, 2)}\n` });
  },
};

// One file a part instead of hundreds: reading modules was most of the time of a small command. The parts that a command
// does not need stay unread, because commands are imported when they are called.
const config = {
  input: {
    run: 'src/cli/run.ts',
    index: 'src/index.ts',
    'write-help': 'src/cli/write-help.ts',
    // The program of a thread, which has to be a file.
    'paper-thread': 'src/cli/paper-thread.ts',
  },
  platform: 'node',
  output: { dir: 'dist', format: 'esm' },
  plugins: [license({ thirdParty: { output: { file: 'dist/licenses.txt' } } }), listParts],
};

// biome-ignore lint/style/noDefaultExport: the tool takes no other.
export default config;
