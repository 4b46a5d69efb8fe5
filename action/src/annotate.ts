import * as core from '@actions/core';
import type { Finding } from '@pawl/core';
import { wordFinding } from '@pawl/report';

import type { Judged } from './judge-results.ts';

/** GitHub shows this many of each level for a step. */
const mostAnnotations = 10;

/** A note on a line of a file. */
export interface Annotation {
  readonly level: 'error' | 'warning';
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/** What blocks, on the line of its case; files and lines come from the tested tree, never from the results. */
export function annotationsOf(judged: Judged): readonly Annotation[] {
  const all = judged.verdict.findings.flatMap((finding) => ofFinding(judged, finding));
  const errors = all.filter(({ level }) => level === 'error').slice(0, mostAnnotations);
  const warnings = all.filter(({ level }) => level === 'warning').slice(0, mostAnnotations);
  return [...errors, ...warnings];
}

/** Hands annotations to the runner. */
export function annotate(annotations: readonly Annotation[]): void {
  for (const { level, title, message, file, line } of annotations) {
    const properties = {
      title,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    };
    const say = level === 'error' ? core.error : core.warning;
    say(message.replaceAll('##[', '## ['), properties);
  }
}

function ofFinding(judged: Judged, finding: Finding): Annotation[] {
  if (finding.level === 'note' || (finding.level === 'doubt' && !finding.blocking)) return [];
  const level = finding.level === 'fail' ? 'error' : 'warning';
  const { message } = wordFinding(finding, { runId: judged.verdict.runId });
  const title = `Pawl: ${finding.set ?? 'gate'}`;
  const lost = finding.code === 'regressed' ? finding.comparison.lostCases : [];
  const cases = finding.case === undefined ? lost : [finding.case];
  if (cases.length === 0) return [{ level, title, message }];
  return cases.slice(0, mostAnnotations).map((id) => ({
    level,
    title,
    message: finding.case === undefined ? `Passed before, fails now. ${message}` : message,
    ...placeOf(judged, finding.set, id),
  }));
}

function placeOf(
  judged: Judged,
  set: string | undefined,
  id: string,
): { readonly file?: string; readonly line?: number } {
  const place = judged.collected.manifests.get(set ?? '')?.get(id)?.place;
  if (place === undefined) return {};
  return { file: place.file, ...(place.line === undefined ? {} : { line: place.line }) };
}
