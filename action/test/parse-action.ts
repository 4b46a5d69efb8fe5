import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { rolldown } from 'rolldown';

type Parser = typeof import('@actions/workflow-parser/actions/action-parser');

/** What GitHub's own parser of action files says against a text. */
export async function faultsOfAction(content: string): Promise<readonly string[]> {
  const { parseAction } = await loadParser();
  const trace = { info: silent, verbose: silent, error: silent };
  const { context } = parseAction({ name: 'action.yml', content }, trace);
  return context.errors.getErrors().map(String);
}

const silent = (): void => undefined;

/** The parser is bundled first, because Node cannot import the JSON that it holds. */
async function loadParser(): Promise<Parser> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-parser-'));
  const file = join(folder, 'parser.mjs');
  const input = '@actions/workflow-parser/actions/action-parser';
  const bundle = await rolldown({ input, cwd: import.meta.dirname, platform: 'node' });
  try {
    await bundle.write({ file, format: 'esm', codeSplitting: false });
    return await import(pathToFileURL(file).href);
  } finally {
    await bundle.close();
    rmSync(folder, { recursive: true });
  }
}
