import { access, readdir } from 'node:fs/promises';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

let problems = 0;
for (const name of await readdir('packages')) {
  const { messages, pkg } = await publint({
    pkgDir: `packages/${name}`,
    pack: 'pnpm',
    strict: true,
  });
  for (const message of messages) console.error(`packages/${name}: ${formatMessage(message, pkg)}`);
  problems += messages.length;
}
// the workflow that `pawl init` writes starts the action from here
for (const file of ['action.yml', 'dist/index.js']) {
  await access(`packages/cli/dist/action/${file}`).catch(() => {
    console.error(`packages/cli: dist/action/${file} is missing`);
    problems += 1;
  });
}
if (problems > 0) process.exitCode = 1;
