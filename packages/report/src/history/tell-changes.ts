import type { CellFacts, RunFacts } from './run-facts.ts';
import { daysFrom } from './time.ts';

/** One fact between two neighbours of a series. */
export type Change =
  /** The scorer's definition, or the judge it asks: the numbers are not comparable. */
  | { readonly kind: 'ruler'; readonly was: string; readonly now: string }
  | { readonly kind: 'judge'; readonly was: string; readonly now: string }
  /** Cases were added, removed or rewritten. */
  | {
      readonly kind: 'cases';
      readonly added: number;
      readonly removed: number;
      readonly rewritten: number;
    }
  /** The prompt, the model or its parameters. */
  | { readonly kind: 'target'; readonly was: string; readonly now: string }
  | { readonly kind: 'served-model'; readonly was: string; readonly now: string }
  /** No run for longer than the set allows. */
  | { readonly kind: 'gap'; readonly days: number }
  /** The first of several runs at the same commit answered otherwise: nothing of ours was different. */
  | { readonly kind: 'drift'; readonly flipped: number; readonly cases: number };

interface Place {
  readonly run: RunFacts;
  readonly cell: CellFacts;
}

/** What is different between two neighbouring points, the gravest first. */
export function tellChanges(before: Place, after: Place, scorer: string): readonly Change[] {
  const ruler = [...tellRuler(before.cell, after.cell, scorer), ...tellCases(before, after)];
  const target = tellTarget(before.cell, after.cell);
  const changes = [...ruler, ...target, ...tellServed(before.cell, after.cell)];
  const still = ruler.length === 0 && target.length === 0;
  return [...changes, ...tellGap(before, after), ...(still ? tellDrift(before, after) : [])];
}

/** Whether numbers on both sides of these changes may stand on one line. */
export function isBreak(changes: readonly Change[]): boolean {
  return changes.some((change) => change.kind === 'ruler' || change.kind === 'judge');
}

function tellRuler(before: CellFacts, after: CellFacts, scorer: string): Change[] {
  const was = before.scorers.find((one) => one.name === scorer);
  const now = after.scorers.find((one) => one.name === scorer);
  if (was === undefined || now === undefined)
    return [{ kind: 'ruler', was: was?.name ?? 'none', now: now?.name ?? 'none' }];
  if (was.judge !== now.judge)
    return [{ kind: 'judge', was: was.judge ?? 'none', now: now.judge ?? 'none' }];
  if (was.digest === now.digest) return [];
  return [{ kind: 'ruler', was: short(was.digest), now: short(now.digest) }];
}

const short = (digest: string): string => digest.slice(0, 8);

function tellCases(before: Place, after: Place): Change[] {
  if (before.cell.setDigest !== '' && before.cell.setDigest === after.cell.setDigest) return [];
  const was = hashesOf(before.cell);
  const now = hashesOf(after.cell);
  const added = [...now.keys()].filter((id) => !was.has(id)).length;
  const removed = [...was.keys()].filter((id) => !now.has(id)).length;
  const rewritten = [...now].filter(([id, hash]) => was.has(id) && was.get(id) !== hash).length;
  return added + removed + rewritten === 0 ? [] : [{ kind: 'cases', added, removed, rewritten }];
}

const hashesOf = (cell: CellFacts): Map<string, string> =>
  new Map(cell.cases.map((id, at) => [id, cell.hashes[at] ?? '']));

function tellTarget(before: CellFacts, after: CellFacts): Change[] {
  const unknown = before.targetDigest === '' || after.targetDigest === '';
  if (unknown || before.targetDigest === after.targetDigest) return [];
  const model = before.model !== after.model;
  const was = model ? (before.model ?? 'none') : short(before.targetDigest);
  const now = model ? (after.model ?? 'none') : short(after.targetDigest);
  return [{ kind: 'target', was, now }];
}

function tellServed(before: CellFacts, after: CellFacts): Change[] {
  const was = before.servedModels.join(', ');
  const now = after.servedModels.join(', ');
  return was === now || was === '' || now === '' ? [] : [{ kind: 'served-model', was, now }];
}

function tellGap(before: Place, after: Place): Change[] {
  const days = daysFrom(before.run.at, after.run.at);
  return days > after.cell.maxAgeDays ? [{ kind: 'gap', days }] : [];
}

function tellDrift(before: Place, after: Place): Change[] {
  const flipped = after.cell.cases.filter((id, at) => {
    const was = before.cell.cases[at] === id ? at : before.cell.cases.indexOf(id);
    return was !== -1 && isPassedAt(before.cell, was) !== isPassedAt(after.cell, at);
  }).length;
  return flipped === 0 ? [] : [{ kind: 'drift', flipped, cases: after.cell.cases.length }];
}

/** Whether every answered trial of a case passed. */
function isPassedAt(cell: CellFacts, at: number): boolean {
  const answered = cell.answered[at] ?? 0;
  return answered > 0 && cell.passed[at] === answered;
}
