import type { Place as CasePlace, RunRecord } from '@pawl/core';
import { summarize } from '@pawl/gate';
import { forLine, renderMarkdown, renderSummary as renderFullSummary } from '@pawl/report';
import type { Compared, MarkdownLinks, MarkdownView } from '@pawl/report';

import type { Desk } from './desk.ts';
import type { ForkJudged } from './end.ts';
import type { Judged } from './judge-results.ts';
import type { NoVerdict } from './no-verdict.ts';
import { tellAge } from './tell-age.ts';
import { waiverLink } from './waiver-link.ts';

/** The comment while the evals run. */
export function renderRunning(desk: Desk): string {
  const { place, trigger } = desk;
  const head = trigger.headSha.slice(0, 7);
  return `### ⏳ Pawl is measuring <code>${head}</code>\n\n[Follow the run](${place.runUrl})\n`;
}

/** The text of an end without a verdict. */
export function renderNoVerdict(end: NoVerdict, desk: Desk): string {
  const lines = [`### ⛔ ${forLine(end.sentence)}`, ''];
  if (end.details.length > 0) lines.push(...end.details.map((one) => `- ${forLine(one)}`), '');
  if (end.hint !== undefined) lines.push(forLine(end.hint), '');
  lines.push(`[Log of the run](${desk.place.runUrl})`, '');
  return lines.join('\n');
}

const signs = { pass: '✅', fail: '❌', inconclusive: '⚠️' } as const;

/** The text of a fork's own gate, after a trusted run on the same content. */
export function renderForkJudged({ verdict }: ForkJudged, { place }: Desk): string {
  const home = `${place.serverUrl}/${place.owner}/${place.repo}/actions/runs/`;
  const link = verdict.runUrl.startsWith(home) ? `[the trusted run](${verdict.runUrl})` : '';
  return [
    `### ${signs[verdict.outcome]} ${forLine(verdict.summary)}`,
    '',
    `Measured by ${link === '' ? 'a trusted run' : link}, which took this fork’s prompts and cases as data.`,
    '',
  ].join('\n');
}

/** The comment of a verdict. */
export function renderComment(judged: Judged, desk: Desk): string {
  return `${withWayOut(renderMarkdown(viewOf(judged, desk))).trimEnd()}\n`;
}

/** "To merge:" is never an empty list: a fork gets no waiver's link, and not every finding has advice of its own. */
export function withWayOut(text: string): string {
  return text.replace(
    /^\*\*To merge:\*\*$(?!\n- )/m,
    '**To merge:** mend what blocks, and push again.',
  );
}

/** The job summary of a verdict: every table in full. */
export function renderSummary(judged: Judged, desk: Desk): string {
  return `${renderFullSummary(viewOf(judged, desk)).trimEnd()}\n`;
}

function viewOf(judged: Judged, desk: Desk): MarkdownView {
  return {
    verdict: judged.verdict,
    record: withPlaces(judged),
    summary: summarize(judged.record),
    compared: comparedOf(judged, desk),
    links: linksOf(judged, desk),
    footnotes: footnotesOf(judged),
    trends: judged.trends,
  };
}

/** Lines of cases as the tested tree has them; those that the results name are not asked for. */
function withPlaces({ record, collected }: Judged): RunRecord {
  const sets = record.sets.map((set) => {
    const manifest = collected.manifests.get(set.name);
    const cases = set.cases.map((stamp) => {
      const place = manifest?.get(stamp.id)?.place;
      return place === undefined ? stamp : { ...stamp, place };
    });
    return { ...set, cases };
  });
  return { ...record, sets };
}

function comparedOf({ collected }: Judged, { trigger, world }: Desk): Compared {
  const head = trigger.headSha;
  const cell = collected.resolved.find(({ resolved }) => resolved.kind === 'found');
  if (cell?.resolved.kind !== 'found') return { head };
  const { commit, distance } = cell.resolved;
  const answer = collected.evidence.baselines.find((one) => one.kind === 'found');
  const at = answer?.kind === 'found' ? answer.baseline.header.at : undefined;
  const branch = branchOf(trigger);
  return {
    head,
    baseline: commit,
    distance,
    ...(branch === undefined ? {} : { branch }),
    ...(at === undefined ? {} : { age: tellAge(at, world.now()) }),
  };
}

function branchOf(trigger: Desk['trigger']): string | undefined {
  if (trigger.kind === 'pull-request') return trigger.baseRef;
  return trigger.kind === 'branch' ? trigger.ref.replace(/^refs\/heads\//, '') : undefined;
}

/** Links lead to this GitHub, and to the host that the base names for its incidents; to nowhere else. */
function linksOf(judged: Judged, desk: Desk): MarkdownLinks {
  const { place, trigger } = desk;
  const home = `${place.serverUrl}/${place.owner}/${place.repo}`;
  const waiverUrl = waiverUrlOf(judged, desk);
  return {
    allowedHosts: [place.serverUrl, incidentUrl(judged)].flatMap(hostOf),
    caseUrl: ({ file, line }: CasePlace) => {
      const path = file.split('/').map(encodeURIComponent).join('/');
      return `${home}/blob/${trigger.headSha}/${path}${line === undefined ? '' : `#L${line}`}`;
    },
    reportUrl: place.runUrl,
    downloadUrl: `${place.runUrl}#artifacts`,
    ...(waiverUrl === undefined ? {} : { waiverUrl }),
  };
}

function incidentUrl({ collected }: Judged): string | undefined {
  return collected.baseDefinitions === undefined
    ? collected.head?.definitions.incidentUrl
    : collected.baseDefinitions.incidentUrl;
}

function hostOf(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).host] : [];
}

function waiverUrlOf({ verdict, collected }: Judged, desk: Desk): string | undefined {
  const { trigger, place, world } = desk;
  if (trigger.kind !== 'pull-request') return undefined;
  const evals = collected.head?.definitions.evals ?? 'evals';
  const evalsFolder = desk.prefix === '' ? evals : `${desk.prefix}/${evals}`;
  const { runId } = verdict;
  const at = { place, trigger, evalsFolder, now: world.now(), runId };
  const blocking = verdict.findings.filter(({ level }) => level !== 'note');
  return blocking.map((finding) => waiverLink(finding, at)).find((link) => link !== undefined);
}

const rules = {
  'merge-parent': 'the base is the first parent of the tested merge',
  'merge-group': 'the base is that of the merge group',
  'merge-base': 'the base is the merge base, because the head itself was checked out',
  'first-parent': 'the base is the commit before',
  'same-commit': 'the same commit was measured again',
  event: 'the base is the one that the event names',
} as const;

function footnotesOf({ collected }: Judged): string[] {
  const { base, resolved, waiting } = collected;
  const taken = resolved.flatMap(({ resolved: one }) => (one.kind === 'found' ? [one.source] : []));
  const found = [...new Set(taken)].slice(0, 3).join('; ');
  const rejected = resolved.flatMap(({ resolved: one }) => one.rejected);
  return [
    ...(base === undefined
      ? []
      : [`Baseline: ${found === '' ? 'none found' : found}; ${rules[base.rule]}.`]),
    ...(base?.warning === undefined ? [] : [base.warning]),
    ...rejected
      .slice(0, 2)
      .map(({ commit, why }) => `The record of ${commit.slice(0, 7)} was not taken: ${why}.`),
    ...waiting
      .slice(0, 2)
      .map(({ waiver, why }) => `The waiver ${waiver.path} does not count yet: ${why}.`),
  ];
}
