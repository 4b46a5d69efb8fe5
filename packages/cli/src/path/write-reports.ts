import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import { UsageError, type Verdict } from '@pawl/core';
import {
  renderGithub,
  renderMarkdown,
  renderRun,
  renderRunMarkdown,
  renderVerdict,
  runDocument,
  verdictDocument,
  type RunView,
  type VerdictView,
} from '@pawl/report';

import type { GlobalFlags } from '../grammar/flags.ts';
import type { ReporterChoice, ReporterName } from '../grammar/values.ts';
import type { World } from '../world.ts';
import { canvasOf } from './canvas-of.ts';
import { workingFolder } from './open-project.ts';

/** Flags that choose the forms of a result. */
export interface ReportFlags extends GlobalFlags {
  readonly reporter?: readonly ReporterChoice[];
}

/** A result in each of its forms, made only when asked for. */
type Forms = Readonly<Record<ReporterName, () => string | Promise<string>>>;

/** Writes a run in the forms that were asked for. */
export async function reportRun(world: World, flags: ReportFlags, view: RunView): Promise<void> {
  await writeForms(world, flags, {
    terminal: () => renderRun(view, canvasOf(world, world.stdout, flags)),
    json: () => jsonText(runDocument(view.summary)),
    junit: async () => (await import('@pawl/report/junit')).renderRunJunit(view),
    github: () => '', // annotations tell what a verdict found; a run alone has none
    markdown: () => renderRunMarkdown(view),
  });
}

/** Writes a verdict in the forms that were asked for. */
export async function reportVerdict(
  world: World,
  flags: ReportFlags,
  view: Required<VerdictView>,
): Promise<void> {
  await writeForms(world, flags, {
    terminal: () => renderVerdict(view, canvasOf(world, world.stdout, flags)),
    json: () => jsonText(verdictDocument(view.verdict)),
    junit: async () => (await import('@pawl/report/junit')).renderJunit(view),
    github: () => renderGithub(view),
    markdown: () => renderMarkdown({ ...view, links: { allowedHosts: hostsOf(view.verdict) } }),
  });
}

/** Hosts to which the project's own incidents lead. */
function hostsOf({ findings }: Verdict): readonly string[] {
  const urls = findings.flatMap((one) => ('url' in one && one.url !== undefined ? [one.url] : []));
  return [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))];
}

/** A JSON document on one line, as `--json` prints it. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document)}\n`;
}

async function writeForms(world: World, flags: ReportFlags, forms: Forms): Promise<void> {
  for (const { name, file } of chosenReporters(flags)) {
    const text = await forms[name]();
    if (file === undefined) world.stdout.write(text);
    else await writeReport(resolve(workingFolder(world, flags), file), text);
  }
}

/** `--json` takes stdout for itself: other reporters then need a file. */
function chosenReporters(flags: ReportFlags): readonly ReporterChoice[] {
  const asked = flags.reporter ?? [];
  const toFiles = asked.filter((choice) => choice.file !== undefined);
  if (flags.json === true) return [{ name: 'json' }, ...toFiles];
  return asked.length > toFiles.length ? asked : [{ name: 'terminal' }, ...toFiles];
}

async function writeReport(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError('unwritable-report', `The report cannot be written: ${why}`, {
      hint: 'Name a file that may be written: --reporter junit:report.xml',
    });
  }
}
