import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';

import {
  exitCodes,
  nearestWord,
  parseWaiverFile,
  UsageError,
  writeYaml,
  type ExitCode,
  type Finding,
  type Project,
  type Verdict,
} from '@pawl/core';
import { agreedBy } from '@pawl/gate';
import { renderWaivers, type WrittenWaiver } from '@pawl/report';
import { openRunStore } from '@pawl/runner';

import type { WaiveFlags } from '../grammar/incidents.ts';
import { chooseFindings, type Waivable } from '../incident/choose-findings.ts';
import { lastDay, toWaiver, type WaiverTerms } from '../incident/to-waiver.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { chosenCases } from '../path/chosen-cases.ts';
import { openProject } from '../path/open-project.ts';
import { readVerdict } from '../path/read-verdict.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl waive`: writes waivers for exactly the regressions that a verdict found on the named cases, or for one finding. */
export async function waive(
  world: World,
  [asked = 'latest', ...cases]: readonly string[],
  flags: WaiveFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const store = openRunStore(project.root);
  const runId = await store.resolve(asked);
  const verdict = await verdictOf(runId, await readVerdict(store, runId));
  const named = chosenCases(verdict, cases, flags.finding);
  mustKnowCases(named.cases, verdict);
  const { chosen, left } = chooseFindings(named.findings, named.cases);
  if (chosen.length === 0) throw nothingToWaive(runId, left);
  for (const one of chosen) mustBeAgreed(one, flags);
  const terms = { ...flags, today: world.now().toISOString().slice(0, 10) };
  const waivers: WrittenWaiver[] = [];
  for (const one of chosen) waivers.push(await writeWaiver(project, one, terms));
  const view = { runId, waivers, left };
  world.stdout.write(
    flags.json === true
      ? jsonText({ format: 1, ...view })
      : renderWaivers(view, canvasOf(world, world.stdout, flags)),
  );
  return exitCodes.pass;
}

async function verdictOf(runId: string, verdict: Verdict | undefined): Promise<Verdict> {
  if (verdict !== undefined) return verdict;
  throw new UsageError('not-judged', `Run ${runId} was not judged yet.`, {
    hint: `Judge it first: pawl gate ${runId}`,
  });
}

function mustKnowCases(cases: readonly string[], { findings, runId }: Verdict): void {
  const known = [...new Set(findings.flatMap((finding) => casesOf(finding)))];
  const stranger = cases.find((id) => !known.includes(id));
  if (stranger === undefined) return;
  const near = nearestWord(stranger, known);
  throw new UsageError('unknown-case', `The verdict of run ${runId} blames no case ${stranger}.`, {
    hint:
      near === undefined
        ? `It blames: ${known.slice(0, 8).join(', ') || 'none'}.`
        : `Did you mean ${near}?`,
  });
}

const casesOf = (finding: Finding): readonly string[] => chooseFindings([finding], []).blamed;

/** A waiver that nobody agreed to would never count: it is not written. */
function mustBeAgreed({ approvers, finding, cases }: Waivable, flags: WaiveFlags): void {
  const { approver: named = [], owner } = flags;
  const agreed = agreedBy({ approvers: named, owner });
  if (agreed.length >= approvers) return;
  const people = agreed.length === 0 ? 'nobody' : `only ${agreed.join(' and ')}`;
  const why = agreed.length < named.length ? ': nobody counts twice, and the owner not at all' : '';
  const what =
    approvers === 1
      ? 'A waiver counts only with 1 approver'
      : `${cases.join(', ')} guards ${finding.incident}, a sev1 or sev2 incident: its waiver counts only with 2 approvers`;
  throw new UsageError('approvers-missing', `${what}; --approver names ${people}${why}.`, {
    hint: `Name who agreed, or who is to approve the pull request: ${approvers === 1 ? '--approver @bob' : '--approver @bob --approver @carol'}`,
  });
}

function nothingToWaive(runId: string, left: readonly string[]): UsageError {
  return new UsageError(
    'nothing-to-waive',
    `Nothing of run ${runId} can be waived by these cases.`,
    {
      hint: left.length === 0 ? `Read it again: pawl gate ${runId}` : left.join('\n'),
    },
  );
}

async function writeWaiver(
  project: Project,
  waivable: Waivable,
  terms: WaiverTerms,
): Promise<WrittenWaiver> {
  const row = toWaiver(waivable, terms);
  const text = `# yaml-language-server: $schema=../../node_modules/pawl/schemas/waiver.schema.json\n${writeYaml(row)}`;
  const folder = posix.join(project.evalsFolder, 'waivers');
  const { problems } = parseWaiverFile(text, folder);
  if (problems.length > 0)
    throw new UsageError('bad-waiver', 'The waiver would not be valid.', { problems });
  const file = await writeFresh(project.root, posix.join(folder, nameOf(waivable, terms)), text);
  return {
    file,
    set: waivable.set,
    cases: waivable.cases,
    waives: waivable.finding.code,
    until: lastDay(terms),
  };
}

function nameOf({ cases }: Waivable, { today }: WaiverTerms): string {
  const slug = (cases[0] ?? 'case')
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/gu, '-')
    .slice(0, 60);
  return `${today}-${slug}`;
}

/** A waiver that is there is left as it is. */
async function writeFresh(root: string, stem: string, text: string): Promise<string> {
  await mkdir(dirname(join(root, stem)), { recursive: true });
  for (let number = 1; ; number += 1) {
    const file = number === 1 ? `${stem}.yaml` : `${stem}-${number}.yaml`;
    try {
      await writeFile(join(root, file), text, { flag: 'wx' });
      return file;
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'EEXIST') throw error;
    }
  }
}
