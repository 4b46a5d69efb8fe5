import { resolve } from 'node:path';

import { exitCodes, type ExitCode } from '@pawl/core';
import { renderReport, reportDocument } from '@pawl/report/pages';

import type { ReportFlags } from '../grammar/reports.ts';
import { workingFolder } from '../path/open-project.ts';
import { jsonText } from '../path/write-reports.ts';
import { badgeOf } from '../report/badge.ts';
import { openReport } from '../report/open-report.ts';
import { sha256Base64 } from '../report/sha-256.ts';
import { writePage } from '../report/write-page.ts';
import type { World } from '../world.ts';

/** `pawl report`: the trend report as one HTML file. */
export async function report(
  world: World,
  _args: readonly string[],
  flags: ReportFlags,
): Promise<ExitCode> {
  const view = await openReport(world, flags);
  const folder = workingFolder(world, flags);
  const file = resolve(folder, flags.out ?? 'pawl-report.html');
  const html = renderReport(view, sha256Base64);
  await writePage(file, html);
  if (flags.badge !== undefined)
    await writePage(resolve(folder, flags.badge), jsonText(badgeOf(view)));
  if (flags.json === true)
    world.stdout.write(jsonText({ ...reportDocument(view), file, bytes: Buffer.byteLength(html) }));
  else world.stdout.write(`${file}\n`);
  for (const { runId, why } of view.history.skipped)
    world.stderr.write(`Run ${runId} is left out: ${why}\n`);
  return exitCodes.pass;
}
