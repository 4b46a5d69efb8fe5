import { exitCodes, isUsageError, UsageError, type ExitCode, type Project } from '@pawl/core';
import type { GuardProof } from '@pawl/gate';
import { renderNewIncident, renderRedaction } from '@pawl/report';

import type { NewIncidentFlags } from '../grammar/incidents.ts';
import { askFacts } from '../incident/ask-facts.ts';
import { chooseScorers, textsOf } from '../incident/choose-scorers.ts';
import { completeDraft, setOf } from '../incident/complete-draft.ts';
import { factsFromFlags } from '../incident/facts-from-flags.ts';
import { factsFromRun } from '../incident/facts-from-run.ts';
import { factsFromTrace } from '../incident/facts-from-trace.ts';
import type { IncidentDraft, IncidentFacts } from '../incident/incident-draft.ts';
import { missingExpected } from '../incident/missing-expected.ts';
import { proofScorer } from '../incident/proof-judges.ts';
import { keepProofNotes } from '../incident/proof-notes.ts';
import { toNote } from '../incident/prove-incidents.ts';
import { publicTexts } from '../incident/public-texts.ts';
import { redactFacts } from '../incident/redact-draft.ts';
import { applyEdits, planEdits, undoEdits, type FileEdit } from '../incident/write-incident.ts';
import { canvasOf } from '../path/canvas-of.ts';
import { openHistory } from '../path/open-history.ts';
import { openProject, workingFolder } from '../path/open-project.ts';
import { guardsOf, tryGuard } from '../path/prove-guards.ts';
import { openWorkroom } from '../path/workroom.ts';
import { jsonText } from '../path/write-reports.ts';
import type { World } from '../world.ts';

/** `pawl incident new`: from a failure to a case that is proven to catch it. */
export async function newIncident(
  world: World,
  _args: readonly string[],
  flags: NewIncidentFlags,
): Promise<ExitCode> {
  const project = await openProject(world, flags);
  const told = await gatherFacts(world, project, flags);
  refuseIgnored(project, told, flags);
  const isPublic = await publicTexts(project, flags.keep ?? []);
  const { facts, removed } = redactFacts(told, isPublic);
  world.stderr.write(
    renderRedaction(
      removed,
      flags.quiet === true ? [] : facts.notes,
      canvasOf(world, world.stderr, flags),
    ),
  );
  const draft = completeDraft(project, facts);
  const chosen = await chooseScorers(openWorkroom(world, project), draft);
  const set = setOf(project, chosen.draft.set);
  if (set === undefined) throw new Error(`Set ${chosen.draft.set} was there a moment ago`);
  const edits = await planEdits(project, set, chosen.draft);
  await applyEdits(project.root, edits);
  const proof = await proveWritten(world, flags, { project, draft: chosen.draft, edits });
  const files = edits.map(({ file, before, note }) => ({
    file,
    fresh: before === undefined,
    ...(note === undefined ? {} : { note }),
  }));
  const { id, title, severity } = chosen.draft;
  const view = { id, title, severity, files, proof, words: chosen.words };
  world.stdout.write(
    flags.json === true
      ? jsonText({ format: 1, ...view, removed })
      : renderNewIncident(view, canvasOf(world, world.stdout, flags)),
  );
  return exitCodes.pass;
}

/** A case that is there keeps what it asks and how it is scored: flags that say otherwise would go nowhere. */
function refuseIgnored(project: Project, facts: IncidentFacts, flags: NewIncidentFlags): void {
  const set = setOf(project, facts.set);
  const known = set?.cases.find((one) => one.id === facts.case);
  const ignored = (['input', 'expected', 'scorer', 'tag'] as const)
    .filter((name) => flags[name] !== undefined)
    .map((name) => `--${name}`);
  if (known === undefined || ignored.length === 0) return;
  const message = `Set ${set?.name ?? ''} has the case ${known.id} already, and it stays as it is: ${ignored.join(', ')} would change nothing.`;
  throw new UsageError('known-case', message, {
    hint: `Leave ${ignored.length === 1 ? 'it' : 'them'} out, or choose another --case for a case of its own.`,
  });
}

async function gatherFacts(
  world: World,
  project: Project,
  flags: NewIncidentFlags,
): Promise<IncidentFacts> {
  const source = await factsFromSource(world, flags);
  const own = factsFromFlags(flags);
  const known = { ...source, ...own, notes: [...source.notes, ...own.notes] };
  const asks = flags.yes !== true && flags.json !== true && world.stdin.isTTY === true;
  if (!asks || world.stdout.isTTY !== true) return known;
  return askFacts(project, known, async (facts) => {
    const set = setOf(project, facts.set);
    const isThere = set?.cases.some((one) => one.id === facts.case) === true;
    if (set === undefined || isThere || facts.expected !== undefined) return undefined;
    return missingExpected(openWorkroom(world, project), set, textsOf(facts));
  });
}

async function factsFromSource(world: World, flags: NewIncidentFlags): Promise<IncidentFacts> {
  const { from } = flags;
  if (from === undefined) return { notes: [] };
  if (!from.startsWith('run:')) return factsFromTrace(workingFolder(world, flags), from);
  const { store } = await openHistory(world, flags);
  return factsFromRun(store, from);
}

interface Written {
  readonly project: Project;
  readonly draft: IncidentDraft;
  readonly edits: readonly FileEdit[];
}

/** Reads back what was written and tries it; files that cannot be read back are taken away again. */
async function proveWritten(
  world: World,
  flags: NewIncidentFlags,
  { project, draft, edits }: Written,
): Promise<GuardProof> {
  const fresh = await openProject(world, { ...flags, quiet: true }).catch(
    async (error: unknown) => {
      await undoEdits(project.root, edits);
      throw isUsageError(error) ? nothingKept(error) : error;
    },
  );
  const incident = fresh.incidents.filter(({ id }) => id === draft.id);
  const [found] = guardsOf(fresh, incident);
  if (found === undefined) throw new Error(`${draft.id} was written and cannot be found`);
  const room = openWorkroom(world, fresh);
  const cache = room.openCache('use');
  try {
    const proof = await tryGuard(proofScorer(room, cache), found);
    await keepProofNotes(fresh.root, toNote(found, proof, world.now()));
    return proof;
  } finally {
    cache.close();
    await room.close();
  }
}

function nothingKept({ code, problems }: UsageError): UsageError {
  return new UsageError(code, 'What was written has mistakes: all of it was taken back.', {
    problems,
  });
}
