import license from 'rollup-plugin-license';

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
  plugins: [license({ thirdParty: { output: { file: 'dist/licenses.txt' } } })],
};

// biome-ignore lint/style/noDefaultExport: the tool takes no other.
export default config;
