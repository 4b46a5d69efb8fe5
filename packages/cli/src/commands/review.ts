import { resolve } from 'node:path';

import { exitCodes, type ExitCode } from '@pawl/core';
import { agendaMarkdown, makeAgenda, renderReview, shellWord } from '@pawl/report/pages';

import type { ReviewFlags } from '../grammar/reports.ts';
import { workingFolder } from '../path/open-project.ts';
import { jsonText } from '../path/write-reports.ts';
import { openReport } from '../report/open-report.ts';
import { recordReview } from '../report/record-review.ts';
import { sha256Base64 } from '../report/sha-256.ts';
import { writePage } from '../report/write-page.ts';
import type { World } from '../world.ts';

/** `pawl review`: the agenda of the eval review, or the record of what it decided. */
export async function review(
  world: World,
  _args: readonly string[],
  flags: ReviewFlags,
): Promise<ExitCode> {
  if (flags.record !== undefined) {
    const stored = await recordReview(world, flags, flags.record);
    world.stdout.write(
      flags.json === true ? jsonText({ format: 1, ...stored }) : `${stored.file}\n`,
    );
    return exitCodes.pass;
  }
  const view = await openReport(world, flags);
  const agenda = makeAgenda(view);
  const name = flags.out?.replace(/\.(?:md|html)$/u, '') ?? 'agenda';
  const markdown = agendaMarkdown(view, agenda, `${name}.md`);
  if (flags.out === undefined) {
    world.stdout.write(
      flags.json === true ? jsonText({ format: 1, since: view.since, items: agenda }) : markdown,
    );
    return exitCodes.pass;
  }
  const stem = resolve(workingFolder(world, flags), name);
  await writePage(`${stem}.md`, markdown);
  await writePage(`${stem}.html`, renderReview(view, agenda, sha256Base64));
  const files = [`${stem}.md`, `${stem}.html`];
  world.stdout.write(
    flags.json === true
      ? jsonText({ format: 1, since: view.since, items: agenda, files })
      : `${files.join('\n')}\n`,
  );
  world.stderr.write(
    `Record the decisions with: pawl review --record ${shellWord(`${name}.md`)}\n`,
  );
  return exitCodes.pass;
}
