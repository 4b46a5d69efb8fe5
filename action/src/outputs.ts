import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import * as core from '@actions/core';

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
  core.setOutput('verdict', outputs.verdict);
  core.setOutput('exit-code', String(outputs.exitCode));
  core.setOutput('summary', outputs.summary.slice(0, 1000));
  core.setOutput('report', outputs.report ?? '');
}

/** Writes the report's files into the runner's own folder, where no step of the project has been. */
export async function writeReport(
  world: World,
  files: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const temp = world.env['RUNNER_TEMP'];
  if (temp === undefined || temp === '') return undefined;
  const folder = join(temp, `pawl-report-${world.nonce().slice(0, 8)}`);
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}
