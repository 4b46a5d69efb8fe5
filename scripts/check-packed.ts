import { readdir } from 'node:fs/promises';

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
if (problems > 0) process.exitCode = 1;
