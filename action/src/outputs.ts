import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import * as core from '@actions/core';
import { UsageError } from '@pawl/core';

import type { World } from './world.ts';

/** What the step hands to later steps. */
export interface StepOutputs {
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'none';
  readonly exitCode: number;
  readonly summary: string;
  readonly report?: string;
}

/** Sets the step's outputs; the toolkit delimits them, and they are bounded. */
export function setOutputs(outputs: StepOutputs): void {
  try {
    core.setOutput('verdict', outputs.verdict);
    core.setOutput('exit-code', String(outputs.exitCode));
    core.setOutput('summary', outputs.summary.slice(0, 1000));
    core.setOutput('report', outputs.report ?? '');
  } catch (error) {
    throw new UsageError(
      'no-outputs',
      `The outputs of this step cannot be written: ${tellFileTrouble(error)}.`,
      { hint: 'GITHUB_OUTPUT must name a file that the step may write.' },
    );
  }
}

/** What the system says of a file that could not be written, without its path. */
export function tellFileTrouble(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error);
  return said.replace(/,? *(open|mkdir)? *'[^']*'$/u, '').slice(0, 200);
}

/** Writes the report's files into the runner's own folder, where no step of the project has been. */
export async function writeReport(
  world: World,
  files: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const temp = world.env['RUNNER_TEMP'];
  if (temp === undefined || temp === '') return undefined;
  const folder = join(temp, `pawl-report-${world.nonce().slice(0, 8)}`);
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return folder;
  } catch (error) {
    world.log(`The report’s files could not be written: ${tellFileTrouble(error)}.`);
    return undefined;
  }
}
