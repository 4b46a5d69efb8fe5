import type { CaseStamp, Finding, RunRecord, Verdict } from '@pawl/core';

import { blamedCases } from './blamed-cases.ts';
import { listFailures } from './failures.ts';
import { headline } from './headline.ts';
import { count } from './numbers.ts';
import { forWorkflowCommand, forWorkflowProperty } from './sinks/for-workflow-command.ts';
import { tellCover, type RunView } from './terminal/run.ts';
import type { VerdictView } from './terminal/verdict.ts';
import { wordFinding } from './words.ts';

/** A note at a place in the user's files. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly file: string;
  readonly line: number;
  readonly title: string;
  readonly message: string;
}

/** GitHub shows at most ten of a level for a step. */
const mostOfALevel = 10;

/** What the gate found, on the cases' own lines: at most ten errors and ten warnings. */
export function renderAnnotations(verdict: Verdict, record: RunRecord): readonly Annotation[] {
  const told = verdict.findings.filter((finding) => finding.level !== 'note');
  const all = told.flatMap((finding) => annotate(finding, verdict, record));
  return (['error', 'warning'] as const).flatMap((level) =>
    limit(all.filter((annotation) => annotation.level === level)),
  );
}

function limit(annotations: readonly Annotation[]): readonly Annotation[] {
  const left = annotations.length - mostOfALevel;
  if (left <= 0) return annotations;
  return annotations
    .slice(0, mostOfALevel)
    .map((annotation, at) =>
      at === mostOfALevel - 1
        ? { ...annotation, message: `${annotation.message} (and ${count(left)} more)` }
        : annotation,
    );
}

function annotate(finding: Finding, verdict: Verdict, record: RunRecord): readonly Annotation[] {
  const set = record.sets.find((stamp) => stamp.name === finding.set) ?? record.sets[0];
  if (set === undefined) return [];
  const { message, hint } = wordFinding(finding, { runId: verdict.runId });
  const level = finding.level === 'fail' ? 'error' : 'warning';
  const text = hint === undefined ? message : `${message}\n${hint}`;
  const cases = blamedCases(finding);
  if (cases.length === 0) {
    return [{ level, file: set.file, line: 1, title: titleOf(finding), message: text }];
  }
  const stamps = new Map(set.cases.map((stamp) => [stamp.id, stamp]));
  return cases.map((id) => ({
    level,
    ...placeOf(stamps.get(id), set.file),
    title: `${titleOf(finding)}: ${id}`,
    message: text,
  }));
}

function placeOf(stamp: CaseStamp | undefined, file: string): { file: string; line: number } {
  return { file: stamp?.place?.file ?? file, line: stamp?.place?.line ?? 1 };
}

function titleOf(finding: Finding): string {
  if (finding.incident !== undefined) return `${finding.incident} (${finding.set ?? finding.code})`;
  const place = [finding.set, finding.target].filter((part) => part !== undefined).join(' on ');
  return place === '' ? finding.code : `${finding.code} · ${place}`;
}

/** The verdict as workflow commands for the log of a GitHub job; the headline comes first. */
export function renderGithub({ verdict, record }: Required<VerdictView>): string {
  const kind = { pass: 'notice', fail: 'error', inconclusive: 'error' }[verdict.outcome];
  const top = `::${kind} title=Pawl::${forWorkflowCommand(headline(verdict, record))}`;
  const lines = renderAnnotations(verdict, record).map(toCommand);
  return `${[top, ...lines].join('\n')}\n`;
}

/** A run without a verdict as workflow commands: how it went, then its first failing cases. */
export function renderRunGithub({ record, summary }: RunView): string {
  const kind = summary.outcome === 'complete' ? 'notice' : 'error';
  const lines: string[] = [`::${kind} title=Pawl::${forWorkflowCommand(tellCover(summary))}`];
  for (const failure of listFailures(record)) {
    if (lines.length > mostOfALevel) break;
    const set = record.sets.find((stamp) => stamp.name === failure.set);
    const stamp = set?.cases.find((one) => one.id === failure.case);
    const title = `${failure.set} on ${failure.target}: ${failure.case}`;
    const message = `${failure.scorer}: ${failure.reason ?? `scored ${failure.value}`}`;
    const place = placeOf(stamp, set?.file ?? 'pawl.yaml');
    lines.push(toCommand({ level: 'warning', ...place, title, message }));
  }
  return `${lines.join('\n')}\n`;
}

function toCommand({ level, file, line, title, message }: Annotation): string {
  const properties = `file=${forWorkflowProperty(file)},line=${line},title=${forWorkflowProperty(title)}`;
  return `::${level} ${properties}::${forWorkflowCommand(message)}`;
}
